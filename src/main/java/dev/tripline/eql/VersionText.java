// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Arrays;

/**
 * A version in the order of semantic versioning, with any count of numeric parts: a pre-release
 * before its release, a release before its builds. Other text comes after all versions.
 */
final class VersionText implements Comparable<VersionText> {

    private static final int MAX_LENGTH = 256;

    private final String text;
    private final String[] numbers;
    private final String[] preRelease;
    private final String build;

    private VersionText(String text, String[] numbers, String[] preRelease, String build) {
        this.text = text;
        this.numbers = numbers;
        this.preRelease = preRelease;
        this.build = build;
    }

    static VersionText parse(String text) {
        int plus = text.indexOf('+');
        String build = plus < 0 ? "" : text.substring(plus + 1);
        String version = plus < 0 ? text : text.substring(0, plus);
        int dash = version.indexOf('-');
        String[] numbers = parts(dash < 0 ? version : version.substring(0, dash));
        String[] preRelease = dash < 0 ? new String[0] : parts(version.substring(dash + 1));
        boolean valid =
                text.length() <= MAX_LENGTH
                        && Arrays.stream(numbers).allMatch(VersionText::isNumber)
                        && Arrays.stream(preRelease).allMatch(VersionText::isName)
                        && (plus < 0 || isName(build));
        return new VersionText(text, valid ? numbers : null, preRelease, build);
    }

    @Override
    public int compareTo(VersionText other) {
        if (numbers == null || other.numbers == null) {
            int order = Boolean.compare(numbers == null, other.numbers == null);
            return order != 0 ? order : CodePointOrder.compare(text, other.text);
        }
        int order = compare(numbers, other.numbers);
        if (order == 0) {
            order = Boolean.compare(preRelease.length == 0, other.preRelease.length == 0);
        }
        if (order == 0) {
            order = compare(preRelease, other.preRelease);
        }
        return order != 0 ? order : CodePointOrder.compare(build, other.build);
    }

    private static int compare(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compare(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    /** Numbers by value and before names. They have no leading zeros, so a longer one is larger. */
    private static int compare(String left, String right) {
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber != rightNumber) {
            return leftNumber ? -1 : 1;
        }
        return leftNumber && left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : CodePointOrder.compare(left, right);
    }

    private static String[] parts(String dotted) {
        return dotted.split("\\.", -1);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9')
                && (part.length() == 1 || !part.startsWith("0"))
                && !part.isEmpty();
    }

    private static boolean isName(String part) {
        return !part.isEmpty()
                && part.chars()
                        .allMatch(
                                c ->
                                        c < 128 && Character.isLetterOrDigit(c)
                                                || c == '-'
                                                || c == '.');
    }
}

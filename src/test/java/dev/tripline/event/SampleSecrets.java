// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Makes secrets of every kind, none of which opens anything. */
public final class SampleSecrets {

    private static final String LETTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Random random;

    public SampleSecrets(long seed) {
        random = new Random(seed);
    }

    public String letters(int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private String base64(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return Base64.getEncoder().encodeToString(content);
    }

    public static String base64(String text) {
        return base64Of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64Of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** As URLs may escape it. */
    public static String inPercent(String text) {
        return text.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining());
    }

    /** As JSON may escape it. */
    public static String inUnicode(String text) {
        return text.chars()
                .mapToObj(
                        c ->
                                Character.isLetter(c)
                                        ? "\\u%04x".formatted(c)
                                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String jwt() {
        return base64Url("{\"alg\":\"RS256\"}")
                + "."
                + base64Url("{\"sub\":\"" + letters(12) + "\"}")
                + "."
                + letters(43);
    }

    public String github() {
        String checked = letters(30);
        CRC32 sum = new CRC32();
        sum.update(checked.getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        for (long rest = sum.getValue(); digits.length() < 6; rest /= LETTERS.length()) {
            digits.insert(0, LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return "gh" + "opusr".charAt(random.nextInt(5)) + "_" + checked + digits;
    }

    public String githubFineGrained() {
        return "github_pat_" + letters(22) + "_" + letters(59);
    }

    public String gitlab() {
        return "glpat-" + letters(20);
    }

    public String slack() {
        return "xoxb-" + digits(11) + "-" + digits(11) + "-" + letters(24);
    }

    private String digits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    public String stripe() {
        return "sk_" + "live_" + letters(24);
    }

    public String npm() {
        return "npm_" + letters(36);
    }

    public String google() {
        return "ya29." + letters(60);
    }

    /** Has capitals, small letters and digits. */
    public String awsKey() {
        return "aA1" + letters(37);
    }

    public String awsKeyId() {
        return "AKIA" + letters(16).toUpperCase(Locale.ROOT).replaceAll("[0189]", "A");
    }

    public String awsSession() {
        return "IQoJb3JpZ2luX2Vj" + base64(150);
    }

    public String azureKey() {
        return base64(64);
    }

    public String privateKey() {
        StringBuilder pem = new StringBuilder("-----BEGIN PRIVATE KEY-----\n");
        String body = base64(300);
        for (int i = 0; i < body.length(); i += 64) {
            pem.append(body, i, Math.min(body.length(), i + 64)).append('\n');
        }
        return pem.append("-----END PRIVATE KEY-----\n").toString();
    }

    /** Without white space and quotes. */
    public String password() {
        return "p" + letters(5) + "!$.*~^".charAt(random.nextInt(6)) + letters(6);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.List;

/** Chance that can be repeated: one seed and one name always give the same throws. */
public final class Dice {

    private static final String HEX = "0123456789abcdef";

    /** What Kubernetes makes suffixes of: no vowels, nothing that looks like another letter. */
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    public static Dice of(long seed, String name) {
        long hash = seed * 0x9e3779b97f4a7c15L + 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new Dice(hash);
    }

    /** SplitMix64. */
    public long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 on, less than {@code bound}. */
    public int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From {@code low} on, less than {@code high}. */
    public long between(long low, long high) {
        return low + (long) (unit() * (high - low));
    }

    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double share) {
        return unit() < share;
    }

    /** Ten percent more or less. */
    public long about(long mean) {
        return (long) (mean * (0.9 + 0.2 * unit()));
    }

    /** The time until the next of things that come when they come. */
    public long waiting(long mean) {
        return (long) (-mean * Math.log(1 - unit()));
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    public final <T> T any(T... choices) {
        return choices[below(choices.length)];
    }

    public String hex(int digits) {
        return letters(HEX, digits);
    }

    public String suffix(int letters) {
        return letters(SUFFIX, letters);
    }

    /** Like the ids of keys and roles in AWS. */
    public String key(int letters) {
        return letters(KEY, letters);
    }

    private String letters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    public String uuid() {
        StringBuilder text = new StringBuilder(36);
        uuid(text);
        return text.toString();
    }

    public void uuid(StringBuilder out) {
        hex(out, next(), 8);
        long middle = next();
        out.append('-');
        hex(out, middle, 4);
        out.append("-4");
        hex(out, middle >>> 16, 3);
        out.append("-a");
        hex(out, middle >>> 32, 3);
        out.append('-');
        hex(out, next(), 12);
    }

    private static void hex(StringBuilder out, long bits, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            out.append(HEX.charAt((int) (bits >>> (4 * i)) & 15));
        }
    }
}

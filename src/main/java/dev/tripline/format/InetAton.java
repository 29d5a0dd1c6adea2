// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

/**
 * IPv4 addresses as {@code inet_aton} and its lenient relatives read them: one to four parts,
 * decimal, octal or hexadecimal, the last of which fills the rest. What overflows a part is cut
 * off, as some clients do.
 */
final class InetAton {

    static final long NO_ADDRESS = -1;

    private static final int PARTS = 4;
    private static final long MASK = 0xffff_ffffL;

    private InetAton() {}

    /** The 32 bits of the address, or {@link #NO_ADDRESS}. */
    static long parse(String text) {
        long address = 0;
        int start = 0;
        for (int part = 0; part < PARTS; part++) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            long number = number(text, start, end);
            if (number < 0) {
                return NO_ADDRESS;
            }
            if (dot < 0) {
                long rest = MASK >>> (Byte.SIZE * part);
                return address | number & rest;
            }
            address |= (number & 0xff) << Byte.SIZE * (PARTS - 1 - part);
            start = dot + 1;
        }
        return NO_ADDRESS;
    }

    static String text(long address) {
        return (address >> 24)
                + "."
                + (address >> 16 & 0xff)
                + "."
                + (address >> 8 & 0xff)
                + "."
                + (address & 0xff);
    }

    /** Modulo 2<sup>32</sup>; -1 if it is none. */
    private static long number(String text, int from, int end) {
        boolean hex =
                end - from > 2 && text.charAt(from) == '0' && (text.charAt(from + 1) | 0x20) == 'x';
        int radix = hex ? 16 : isOctal(text, from, end) ? 8 : 10;
        int start = hex ? from + 2 : from;
        long number = start < end ? 0 : -1;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            number = number * radix + digit & MASK;
        }
        return number;
    }

    private static boolean isOctal(String text, int from, int end) {
        if (end - from < 2 || text.charAt(from) != '0') {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (text.charAt(i) > '7') {
                return false;
            }
        }
        return true;
    }
}

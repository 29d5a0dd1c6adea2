// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses for {@link ReferenceConditions}, as numbers. */
final class ReferenceAddresses {

    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
    private static final String DOTTED = OCTET + "([.]" + OCTET + "){3}";

    private ReferenceAddresses() {}

    /**
     * @param block an address, with or without the number of its bits that count
     */
    static boolean in(String text, String block) {
        String[] parts = block.split("/");
        byte[] address = bytes(text);
        byte[] base = bytes(parts[0]);
        if (address == null) {
            return false;
        }
        int bits = base.length * Byte.SIZE;
        int ignored = parts.length == 1 ? 0 : bits - Integer.parseInt(parts[1]);
        return number(address).shiftRight(ignored).equals(number(base).shiftRight(ignored));
    }

    /** IPv4 where IPv6 maps it. */
    private static BigInteger number(byte[] address) {
        BigInteger number = new BigInteger(1, address);
        return address.length == 4 ? number.add(BigInteger.valueOf(0xffff_0000_0000L)) : number;
    }

    /** What has only digits, dots and colons is never looked up as a name. */
    private static byte[] bytes(String text) {
        boolean six = text.contains(":") && text.matches("[0-9a-fA-F:.]+");
        try {
            return six || text.matches(DOTTED) ? InetAddress.getByName(text).getAddress() : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

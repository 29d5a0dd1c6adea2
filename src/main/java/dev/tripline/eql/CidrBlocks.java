// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;

/** Answers whether an address lies in one of several blocks. */
final class CidrBlocks implements TextTest {

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final Ipv4Block[] ipv4;
    private final Ipv6Block[] ipv6;

    /**
     * @param blocks each must be one that {@link #parse} can read
     */
    CidrBlocks(List<String> blocks) {
        List<Ipv4Block> four = new ArrayList<>();
        List<Ipv6Block> six = new ArrayList<>();
        for (String text : blocks) {
            Block block = parse(text);
            if (block instanceof Ipv4Block ipv4Block) {
                four.add(ipv4Block);
            } else {
                six.add((Ipv6Block) block);
            }
        }
        ipv4 = four.toArray(new Ipv4Block[0]);
        ipv6 = six.toArray(new Ipv6Block[0]);
    }

    /** A range of addresses; its base may lie anywhere in it. */
    sealed interface Block permits Ipv4Block, Ipv6Block {}

    private record Ipv4Block(long base, long mask) implements Block {

        boolean contains(long address) {
            return ((address ^ base) & mask) == 0;
        }
    }

    private record Ipv6Block(long high, long low, int prefix) implements Block {

        boolean contains(long otherHigh, long otherLow) {
            long highMask = prefix == 0 ? 0 : -1L << Math.max(0, Long.SIZE - prefix);
            long lowMask = prefix <= Long.SIZE ? 0 : -1L << (IPV6_BITS - prefix);
            return ((otherHigh ^ high) & highMask) == 0 && ((otherLow ^ low) & lowMask) == 0;
        }
    }

    /** An address or {@code address/bits}; null if the text is neither. */
    static Block parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        long four = IpText.ipv4(address);
        if (four != IpText.NOT_IPV4) {
            int prefix = slash < 0 ? IPV4_BITS : prefix(text, slash, IPV4_BITS);
            return prefix < 0 ? null : ipv4(four, prefix);
        }
        byte[] six = IpText.ipv6(address);
        if (six == null) {
            return null;
        }
        int prefix = slash < 0 ? IPV6_BITS : prefix(text, slash, IPV6_BITS);
        int mappedBits = prefix - (IPV6_BITS - IPV4_BITS);
        if (IpText.mapped(six) != IpText.NOT_IPV4 && mappedBits >= 0) {
            return ipv4(IpText.mapped(six), mappedBits);
        }
        return prefix < 0 ? null : new Ipv6Block(bits(six, 0), bits(six, Long.BYTES), prefix);
    }

    @Override
    public boolean matches(String text) {
        long four = IpText.ipv4(text);
        if (four != IpText.NOT_IPV4) {
            return matches(four);
        }
        byte[] six = IpText.ipv6(text);
        if (six == null) {
            return false;
        }
        long mapped = IpText.mapped(six);
        return mapped == IpText.NOT_IPV4 ? matches(six) : matches(mapped);
    }

    private boolean matches(long address) {
        for (Ipv4Block block : ipv4) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] address) {
        long high = bits(address, 0);
        long low = bits(address, Long.BYTES);
        for (Ipv6Block block : ipv6) {
            if (block.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    private static Block ipv4(long address, int prefix) {
        return new Ipv4Block(address, 0xffff_ffffL << (IPV4_BITS - prefix) & 0xffff_ffffL);
    }

    private static int prefix(String text, int slash, int max) {
        String digits = text.substring(slash + 1);
        boolean number = digits.length() <= 3 && DecimalText.parse(digits) instanceof Long;
        if (!number || !Character.isDigit(digits.charAt(0))) {
            return -1;
        }
        int prefix = Integer.parseInt(digits);
        return prefix <= max ? prefix : -1;
    }

    private static long bits(byte[] bytes, int from) {
        long bits = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            bits = bits << Byte.SIZE | (bytes[i] & 0xff);
        }
        return bits;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/**
 * Answers whether an address lies in one of several blocks. As everywhere, IPv4 is where IPv6 maps
 * it, so a block of IPv6 that goes around that place has all of IPv4 in it.
 */
final class CidrBlocks implements TextTest {

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final Block[] blocks;

    /**
     * @param blocks each must be one that {@link #parse} can read
     */
    CidrBlocks(List<String> blocks) {
        this.blocks = blocks.stream().map(CidrBlocks::parse).toArray(Block[]::new);
    }

    /** A range of addresses; its base may lie anywhere in it. */
    record Block(IpAddress base, int prefix) {

        private boolean contains(long high, long low) {
            return ((high ^ base.high()) & mask(prefix)) == 0
                    && ((low ^ base.low()) & mask(prefix - Long.SIZE)) == 0;
        }

        /** The first {@code bits} of 64; none or all of them if there are not so many. */
        private static long mask(int bits) {
            return bits <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
        }
    }

    /** An address or {@code address/bits}; null if the text is neither. */
    static Block parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        IpAddress base = IpAddress.parse(address);
        if (base == null) {
            return null;
        }
        int bits = IpText.ipv4(address) == IpText.NOT_IPV4 ? IPV6_BITS : IPV4_BITS;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        return prefix < 0 ? null : new Block(base, prefix + IPV6_BITS - bits);
    }

    private static int prefix(String digits, int max) {
        boolean number = digits.length() <= 3 && DecimalText.parse(digits) instanceof Long;
        if (!number || !Character.isDigit(digits.charAt(0))) {
            return -1;
        }
        int prefix = Integer.parseInt(digits);
        return prefix <= max ? prefix : -1;
    }

    @Override
    public boolean matches(String text) {
        long four = IpText.ipv4(text);
        if (four != IpText.NOT_IPV4) {
            return matches(0, IpAddress.MAPPED | four);
        }
        IpAddress six = IpAddress.parse(text);
        return six != null && matches(six.high(), six.low());
    }

    private boolean matches(long high, long low) {
        for (Block block : blocks) {
            if (block.contains(high, low)) {
                return true;
            }
        }
        return false;
    }
}

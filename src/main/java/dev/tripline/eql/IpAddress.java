// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.nio.ByteBuffer;
import java.util.StringJoiner;

/**
 * An address of either family, as 128 bits: IPv4 is where IPv6 maps it.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record IpAddress(long high, long low) implements Comparable<IpAddress> {

    static final long MAPPED = 0xffff_0000_0000L;

    /** Null if the text is no address. */
    static IpAddress parse(String text) {
        long four = IpText.ipv4(text);
        if (four != IpText.NOT_IPV4) {
            return new IpAddress(0, MAPPED | four);
        }
        byte[] six = IpText.ipv6(text);
        if (six == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(six);
        return new IpAddress(bytes.getLong(), bytes.getLong());
    }

    /** The same for all spellings: {@code 10.0.0.1}, {@code 2001:db8:0:0:0:0:0:1}. */
    String text() {
        if (high == 0 && (low & ~0xffff_ffffL) == MAPPED) {
            return (low >> 24 & 0xff)
                    + "."
                    + (low >> 16 & 0xff)
                    + "."
                    + (low >> 8 & 0xff)
                    + "."
                    + (low & 0xff);
        }
        StringJoiner groups = new StringJoiner(":");
        for (long half : new long[] {high, low}) {
            for (int shift = 48; shift >= 0; shift -= 16) {
                groups.add(Long.toHexString(half >>> shift & 0xffff));
            }
        }
        return groups.toString();
    }

    @Override
    public int compareTo(IpAddress other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}

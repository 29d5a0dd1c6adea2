// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;
import java.io.Serializable;
import java.util.Optional;

/** A range of addresses. */
public final class IpBlock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final IPAddress range;

    private IpBlock(IPAddress range) {
        this.range = range;
    }

    /**
     * An address, or {@code address/bits} whatever the bits behind the prefix are.
     *
     * @return empty if {@code text} is neither
     */
    public static Optional<IpBlock> parse(String text) {
        return Optional.ofNullable(IpText.block(text)).map(IpBlock::new);
    }

    /** Whether {@code text} is one address, to the letter as search servers want it. */
    public static boolean isAddress(String text) {
        return text.equals(text.strip()) && IpText.address(text) != null;
    }

    boolean contains(IPAddress address) {
        return range.contains(address);
    }
}

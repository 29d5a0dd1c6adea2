// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;

/**
 * What an address shares with its neighbours. On the Internet that is nothing; among private
 * addresses it is a network as large as clouds make them, in which machines come and go.
 */
final class SourceNetwork {

    private static final int IPV4_BITS = 16;
    private static final int IPV6_BITS = 48;

    private static final List<IpBlock> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
                    .stream()
                    .map(IpBlock::parse)
                    .map(Optional::orElseThrow)
                    .toList();

    private SourceNetwork() {}

    /**
     * @return {@code null} for what is no address
     */
    static String of(Object value) {
        IPAddress address = value instanceof String text ? IpText.address(text) : null;
        if (address == null) {
            return null;
        }
        return PRIVATE.stream().anyMatch(block -> block.contains(address))
                ? address.toPrefixBlock(address.isIPv4() ? IPV4_BITS : IPV6_BITS)
                        .toCanonicalString()
                : address.toCanonicalString();
    }
}

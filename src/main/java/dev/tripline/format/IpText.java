// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/**
 * Reads addresses as sensors write them. Nothing here ever resolves a name, and an IPv4 address
 * that is mapped into IPv6 is the IPv4 address.
 */
final class IpText {

    /** 39 characters, or 45 with an IPv4 tail, and the bits of a block. */
    private static final int MAX_LENGTH = 49;

    private static final int IPV4_OFFSET = 96;

    private static final IPAddressStringParameters ADDRESS = strict(false);
    private static final IPAddressStringParameters BLOCK = strict(true);

    private IpText() {}

    private static IPAddressStringParameters strict(boolean prefix) {
        return new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowPrefix(prefix)
                .allowPrefixOnly(false)
                .allowMask(false)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder()
                .allow_inet_aton(false)
                .allowLeadingZeros(false)
                .getParentBuilder()
                .getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .getParentBuilder()
                .toParams();
    }

    /** Null if the text is no address. */
    static IPAddress address(String text) {
        IPAddress address = parse(text, ADDRESS);
        return address == null ? null : unmapped(address);
    }

    /** An address or {@code address/bits}; null if the text is neither. */
    static IPAddress block(String text) {
        IPAddress block = parse(text, BLOCK);
        return block == null ? null : unmapped(block).toPrefixBlock();
    }

    private static IPAddress parse(String text, IPAddressStringParameters parameters) {
        return text.length() > MAX_LENGTH
                ? null
                : new IPAddressString(text, parameters).getAddress();
    }

    private static IPAddress unmapped(IPAddress address) {
        if (!address.isIPv6() || !address.toIPv6().isIPv4Mapped()) {
            return address;
        }
        Integer bits = address.getPrefixLength();
        if (bits != null && bits < IPV4_OFFSET) {
            return address;
        }
        IPAddress ipv4 = address.toIPv6().getEmbeddedIPv4Address().withoutPrefixLength();
        return bits == null ? ipv4 : ipv4.setPrefixLength(bits - IPV4_OFFSET, false);
    }
}

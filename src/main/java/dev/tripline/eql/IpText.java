// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/**
 * Reads addresses out of text. Nothing here ever resolves a name: text that is no address is no
 * address. IPv4 comes by far most often and is read without an object.
 */
final class IpText {

    static final long NOT_IPV4 = -1;

    private static final int MAX_IPV6_LENGTH = 45;
    private static final int OCTETS = 4;
    private static final int MAX_OCTET = 255;

    private static final IPAddressStringParameters STRICT =
            new IPAddressStringParameters.Builder()
                    .allowEmpty(false)
                    .allowAll(false)
                    .allowSingleSegment(false)
                    .allowPrefix(false)
                    .allowMask(false)
                    .allowWildcardedSeparator(false)
                    .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
                    .getIPv6AddressParametersBuilder()
                    .allowZone(false)
                    .allowBase85(false)
                    .allowBinary(false)
                    .getParentBuilder()
                    .toParams();

    private IpText() {}

    /** The 32 bits of a dotted address, or {@link #NOT_IPV4}. */
    static long ipv4(String text) {
        long address = 0;
        int octet = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && octet != 0) {
                octet = Math.max(octet, 0) * 10 + (c - '0');
                if (octet > MAX_OCTET) {
                    return NOT_IPV4;
                }
            } else if (c == '.' && octet >= 0 && dots < OCTETS - 1) {
                address = address << 8 | octet;
                octet = -1;
                dots++;
            } else {
                return NOT_IPV4;
            }
        }
        return dots == OCTETS - 1 && octet >= 0 ? address << 8 | octet : NOT_IPV4;
    }

    /** The 16 bytes of an IPv6 address, or null. */
    static byte[] ipv6(String text) {
        int lastColon = text.lastIndexOf(':');
        if (text.length() > MAX_IPV6_LENGTH || lastColon < 0) {
            return null;
        }
        // The library would take less than four numbers, and leading zeros.
        if (text.indexOf('.') >= 0 && ipv4(text.substring(lastColon + 1)) == NOT_IPV4) {
            return null;
        }
        IPAddress address = new IPAddressString(text, STRICT).getAddress();
        return address == null || !address.isIPv6() ? null : address.getBytes();
    }
}

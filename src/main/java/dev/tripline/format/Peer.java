// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;

/**
 * Who really sent a request, as far as its addresses can be believed.
 *
 * <p>The API server lists the X-Forwarded-For header, X-Real-Ip and then the peer of the
 * connection; all but the last can be set by the client. So the list is read from its end, through
 * the proxies that are known to tell the truth.
 *
 * @param ip the last address that is no trusted proxy's; the first address if all are
 * @param forged whether more addresses stand before it: nobody trustworthy vouches for them
 * @see <a href="https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/">sourceIPs</a>
 */
record Peer(String ip, boolean forged) {

    /**
     * @param forwarded addresses with those of proxies, or {@code null}
     * @param source address of a sensor that knows just one
     * @return {@code null} if there is no address
     */
    static Peer of(Object forwarded, Object source, TrustedProxies trusted) {
        Object[] addresses = FieldValues.each(forwarded == null ? source : forwarded);
        IPAddress peer = null;
        for (int i = addresses.length - 1; i >= 0; i--) {
            IPAddress address = addresses[i] instanceof String text ? IpText.address(text) : null;
            if (address == null) {
                continue;
            }
            if (peer != null && !trusted.contain(peer)) {
                return new Peer(peer.toCanonicalString(), true);
            }
            peer = address;
        }
        return peer == null ? null : new Peer(peer.toCanonicalString(), false);
    }
}

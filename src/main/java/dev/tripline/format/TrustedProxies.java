// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;
import java.io.Serializable;
import java.util.List;

/** The load balancers and proxies whose word about a request's origin is believed. */
public record TrustedProxies(List<IpBlock> blocks) implements Serializable {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    boolean contain(IPAddress address) {
        for (IpBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}

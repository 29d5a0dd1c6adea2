// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;
import java.io.Serializable;
import java.util.List;

/**
 * From where requests are expected.
 *
 * @param stated by the deployment; all that name a cluster count there
 * @param otherwise for clusters that none of them names
 */
public record ExpectedNetworks(List<Network> stated, List<IpBlock> otherwise)
        implements Serializable {

    /** Nothing is known of any network. */
    public static final ExpectedNetworks NONE = new ExpectedNetworks(List.of(), List.of());

    public ExpectedNetworks {
        stated = List.copyOf(stated);
        otherwise = List.copyOf(otherwise);
    }

    /** What is expected in some clusters. */
    public record Network(NamePatterns clusters, List<IpBlock> blocks) implements Serializable {

        public Network {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Whether the address is in an expected network of the cluster.
     *
     * @param cluster {@code null} if it is not known
     * @return {@code null} if there is no address, or nothing is known of the cluster's networks
     */
    Boolean expect(String cluster, Object ip) {
        IPAddress address = ip instanceof String text ? IpText.address(text) : null;
        if (address == null) {
            return null;
        }
        boolean known = false;
        for (Network network : stated) {
            if (network.clusters.fit(cluster)) {
                known = true;
                if (contain(network.blocks, address)) {
                    return true;
                }
            }
        }
        return known ? Boolean.FALSE : otherwise.isEmpty() ? null : contain(otherwise, address);
    }

    private static boolean contain(List<IpBlock> blocks, IPAddress address) {
        for (IpBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}

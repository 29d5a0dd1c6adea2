// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Names that everything shares. */
public final class Company {

    public static final String ACCOUNT = "112233445566";
    public static final String CLUSTER = "prod-eu";
    public static final String REGION = "eu-central-1";
    public static final String REGISTRY = ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/";

    /** Where the cluster's instances leave the network. */
    public static final String NAT = "198.51.100.20";

    /** Where the people leave theirs. */
    public static final String OFFICE = "203.0.113.10";

    private Company() {}
}

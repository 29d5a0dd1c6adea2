// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    private static final String REACH = "tripline.request.reach";

    private static Object reach(String user, String uri, String... groups) {
        return Deriving.from(
                        Map.of(
                                "kubernetes.audit.user.username", user,
                                "kubernetes.audit.user.groups", List.of(groups),
                                "kubernetes.audit.requestURI", uri),
                        REACH)
                .get(REACH);
    }

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:shop:web, /api/v1/namespaces/shop/secrets, own-namespace",
        "system:serviceaccount:shop:web, /api/v1/namespaces/bank/secrets/db, other-namespace",
        "system:serviceaccount:shop:web, /api/v1/secrets, cluster",
        "system:node:n1, /api/v1/namespaces/shop/secrets/db, other-namespace",
        "system:anonymous, /api/v1/namespaces/shop/secrets/db, other-namespace",
        "alice, /api/v1/namespaces/shop/secrets, shop",
        "alice, /api/v1/namespaces/shop-pr-4711-7f9c2/secrets, shop-pr-*-*",
        "alice, /api/v1/nodes, cluster",
        "alice, /version, ",
        "'', /api/v1/secrets, ",
    })
    void itIsAsFarAsTheCallerIsFromHome(String user, String uri, String reach) {
        assertThat(reach(user, uri)).isEqualTo(reach);
    }

    @Test
    void peopleAreAtHomeInNamespacesCalledLikeTheirGroups() {
        String shop = "/api/v1/namespaces/shop-prod/secrets";

        assertThat(reach("alice", shop, "oidc:Team_Shop")).isEqualTo("own-namespace");
        assertThat(reach("shop-deployer", shop)).isEqualTo("own-namespace");
        assertThat(reach("alice", shop, "workshop")).isEqualTo("shop-prod");
        assertThat(reach("alice", "/api/v1/namespaces/masters/secrets", "system:masters"))
                .isEqualTo("masters");
        assertThat(reach("alice", "/api/v1/namespaces/qa/secrets", "qa")).isEqualTo("qa");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {

    private static final TrustedProxies PROXIES =
            proxies("10.9.0.0/16", "fd00::7", "192.0.2.77/24");

    private static TrustedProxies proxies(String... blocks) {
        return new TrustedProxies(
                Stream.of(blocks).map(block -> IpBlock.parse(block).orElseThrow()).toList());
    }

    private static Event event(TrustedProxies proxies, String members) {
        return Readings.of(
                        Readings.DOCUMENTS,
                        new SourceContext(
                                Cluster.UNKNOWN,
                                proxies,
                                CallerClasses.NONE,
                                ExpectedNetworks.NONE,
                                Readings.REDACTOR),
                        ("{\"time\":0," + members + "}").getBytes(StandardCharsets.UTF_8),
                        "tripline.peer.ip",
                        "tripline.peer.forged")
                .event();
    }

    private static Event audit(TrustedProxies proxies, String addresses) {
        return event(
                proxies,
                Stream.of(addresses.split(" "))
                        .collect(
                                Collectors.joining(
                                        "\",\"", "\"kubernetes.audit.sourceIPs\":[\"", "\"]")));
    }

    @ParameterizedTest
    @CsvSource({
        // the API server saw the caller itself
        "203.0.113.5, 203.0.113.5, false",
        // … or a trusted proxy that did
        "203.0.113.5 10.9.0.1, 203.0.113.5, false",
        "203.0.113.5 192.0.2.1 fd00::7, 203.0.113.5, false",
        // whatever stands before the peer is its own claim
        "10.0.0.1 203.0.113.5, 203.0.113.5, true",
        "10.0.0.1 203.0.113.5 10.9.0.1, 203.0.113.5, true",
        "10.9.0.2 203.0.113.5 10.9.0.1, 203.0.113.5, true",
        // the request began at a proxy
        "10.9.0.2 10.9.0.1, 10.9.0.2, false",
        // one address, one spelling
        "::ffff:203.0.113.5, 203.0.113.5, false",
        "203.0.113.5 ::ffff:10.9.0.1, 203.0.113.5, false",
        "2001:DB8:0:0::5 fd00:0::7, 2001:db8::5, false",
        // what is no address is not looked at
        "unknown 203.0.113.5, 203.0.113.5, false",
        "203.0.113.5 unknown, 203.0.113.5, false",
    })
    void thePeerIsTheLastAddressThatIsNoTrustedProxy(
            String addresses, String peer, boolean forged) {
        Event event = audit(PROXIES, addresses);

        assertThat(event.get("tripline.peer.ip")).isEqualTo(peer);
        assertThat(event.get("tripline.peer.forged")).isEqualTo(forged);
    }

    @Test
    void withoutTrustedProxiesOnlyTheLastAddressIsBelieved() {
        Event event = audit(TrustedProxies.NONE, "203.0.113.5 10.9.0.1");

        assertThat(event.get("tripline.peer.ip")).isEqualTo("10.9.0.1");
        assertThat(event.get("tripline.peer.forged")).isEqualTo(true);
    }

    @Test
    void otherEventsHaveTheirSourceAsPeer() {
        Event event = event(PROXIES, "\"source.ip\":\"203.0.113.5\"");

        assertThat(event.get("tripline.peer.ip")).isEqualTo("203.0.113.5");
        assertThat(event.get("tripline.peer.forged")).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":1",
                "\"source.ip\":\"ec2.amazonaws.com\"",
                "\"source.ip\":167772161",
                "\"source.ip\":\"10.1\"",
                "\"source.ip\":\"10.0.0.0/8\"",
                "\"source.ip\":\"*\"",
                "\"source.ip\":\"\"",
            })
    void withoutAnAddressThereIsNoPeer(String members) {
        Event event = event(PROXIES, members);

        assertThat(event.get("tripline.peer.ip")).isNull();
        assertThat(event.get("tripline.peer.forged")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/8/8", "10.*", "any"})
    void whatIsNoBlockIsRefused(String text) {
        assertThat(IpBlock.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.255.0.1",
        "0.0.0.0/0, 203.0.113.5",
        "::/0, 2001:db8::1",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "fd00::/8, fd12::1",
        "192.0.2.1, 192.0.2.1",
    })
    void aBlockHoldsItsAddresses(String block, String address) {
        assertThat(proxies(block).contain(IpText.address(address))).isTrue();
    }

    @Test
    void proxiesTravelWithTheJob() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(PROXIES);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            TrustedProxies arrived = (TrustedProxies) in.readObject();
            assertThat(audit(arrived, "203.0.113.5 10.9.0.1").get("tripline.peer.ip"))
                    .isEqualTo("203.0.113.5");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the authorization plugin on the old Docker hosts sees. */
public final class Docker {

    private final Post post;
    private final Dice dice;
    private final Json json = new Json();

    public Docker(Post post, Dice dice) {
        this.post = post;
        this.dice = dice;
    }

    /**
     * Who asks a daemon.
     *
     * @param user name in its certificate, empty on the socket
     * @param address {@code null} on the socket
     * @param executable of the process on the other side of the socket, {@code null} if unknown
     */
    public record Client(
            String host, String user, String address, String executable, String userAgent) {}

    public void asks(long now, Client client, String method, String uri) {
        asks(now, client, method, uri, null);
    }

    /**
     * @param body JSON, or {@code null}
     */
    public void asks(long now, Client client, String method, String uri, String body) {
        json.begin()
                .time("time", now, 6, dice)
                .text("RequestMethod", method)
                .text("RequestUri", uri)
                .text("User", client.user())
                .text("UserAuthNMethod", client.user().isEmpty() ? "" : "TLS");
        if (body != null) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            json.text("RequestBody", Base64.getEncoder().encodeToString(bytes));
        }
        json.open("RequestHeaders").text("User-Agent", client.userAgent()).close();
        json.number("ResponseStatusCode", method.equals("POST") ? 201 : 200);
        json.open("host").text("id", client.host()).text("name", client.host()).close();
        if (client.address() != null) {
            json.open("source").text("ip", client.address()).close();
        }
        if (client.executable() != null) {
            json.open("process").text("executable", client.executable()).close();
        }
        post.send(Wire.DOCKER, now, json.end());
    }

    /** What the daemon says happened to a container. */
    public void happens(long now, String host, String action, String container, String image) {
        json.begin()
                .text("Type", "container")
                .text("Action", action)
                .raw(
                        "Actor",
                        "{\"ID\":\""
                                + container
                                + "\",\"Attributes\":{\"image\":\""
                                + image
                                + "\",\"name\":\""
                                + container.substring(0, 6)
                                + "\"}}")
                .text("scope", "local")
                .number("time", now / 1000)
                .number("timeNano", now * 1_000_000L)
                .open("host")
                .text("name", host)
                .close();
        post.send(Wire.DOCKER, now, json.end());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** What containers print, as an agent reads it from their files. */
public final class Logs {

    private final Post post;
    private final Dice dice;
    private final Json json = new Json();
    private long offset;

    public Logs(Post post, Dice dice) {
        this.post = post;
        this.dice = dice;
    }

    public void prints(long now, Pod pod, String message) {
        offset += 50 + message.length();
        json.begin()
                .time("@timestamp", now, 3, dice)
                .text("message", message)
                .text("stream", "stdout");
        json.open("data_stream").text("dataset", "kubernetes.container_logs").close();
        json.open("event").text("dataset", "kubernetes.container_logs").close();
        json.open("log");
        json.open("file")
                .text(
                        "path",
                        "/var/log/containers/"
                                + pod.name()
                                + "_"
                                + pod.namespace()
                                + "_"
                                + pod.workload().name()
                                + "-"
                                + pod.container()
                                + ".log")
                .close()
                .number("offset", offset)
                .close();
        json.open("container").text("id", pod.container()).text("runtime", "containerd").close();
        json.open("orchestrator").open("cluster").text("name", Company.CLUSTER).close().close();
        json.open("kubernetes").text("namespace", pod.namespace());
        json.open("pod").text("name", pod.name()).text("uid", pod.uid()).close();
        json.open("container").text("name", pod.workload().name()).close();
        json.open("node").text("name", pod.node().name()).close().close();
        post.send(Wire.LOGS, now, json.end());
    }

    /** A request that a web server answered, as its access log tells. */
    public void serves(long now, Pod pod, String client, String url, int status) {
        int question = url.indexOf('?');
        json.begin().time("@timestamp", now, 3, dice);
        json.open("event")
                .text("dataset", "nginx.access")
                .text("kind", "event")
                .raw("category", "[\"web\"]")
                .raw("type", "[\"access\"]")
                .uuid("id", dice)
                .close();
        json.open("data_stream").text("dataset", "nginx.access").close();
        json.open("source").text("ip", client).close();
        json.open("url")
                .text("original", url)
                .text("path", question < 0 ? url : url.substring(0, question));
        if (question >= 0) {
            json.text("query", url.substring(question + 1));
        }
        json.close();
        json.open("http").open("request").text("method", "GET").close();
        json.open("response").number("status_code", status);
        json.open("body").number("bytes", 200 + dice.below(4000)).close().close().close();
        json.open("user_agent").text("original", "Mozilla/5.0").close();
        json.open("container").text("id", pod.container()).close();
        json.open("orchestrator").text("namespace", pod.namespace());
        json.open("cluster").text("name", Company.CLUSTER).close();
        json.open("resource").text("name", pod.name()).text("type", "pod").close().close();
        json.open("host").text("name", pod.node().name()).close();
        post.send(Wire.LOGS, now, json.end());
    }
}

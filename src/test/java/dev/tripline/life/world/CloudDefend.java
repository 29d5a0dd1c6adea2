// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Documents of Elastic's container sensor, and of its agent for what runs on the node itself. */
final class CloudDefend {

    private final Dice dice;
    private final Json json = new Json();

    CloudDefend(Dice dice) {
        this.dice = dice;
    }

    StringBuilder runs(long now, Place where, Program program) {
        begin(now, where, "process", "exec", "start");
        json.open("process")
                .text("name", program.name())
                .text("executable", program.executable())
                .texts("args", program.args())
                .flag("interactive", program.interactive())
                .number("pid", 1 + dice.below(60_000))
                .text("entity_id", dice.hex(24));
        json.open("parent")
                .text("name", Program.nameOf(program.parent()))
                .text("executable", program.parent())
                .close();
        if (where.pod() != null) {
            json.open("entry_leader").open("entry_meta").text("type", "container").close().close();
        }
        return json.close().end();
    }

    StringBuilder opens(long now, Place where, Program program, String path) {
        begin(now, where, "file", "open", "change");
        json.open("file").text("path", path).text("name", Program.nameOf(path)).close();
        json.open("process")
                .text("name", program.name())
                .text("executable", program.executable())
                .flag("interactive", program.interactive())
                .number("pid", 1 + dice.below(60_000))
                .text("entity_id", dice.hex(24));
        return json.close().end();
    }

    private void begin(long now, Place where, String category, String action, String type) {
        Node node = where.node();
        boolean contained = where.pod() != null;
        String dataset = contained ? "cloud_defend." + category : "endpoint.events." + category;
        json.begin().time("@timestamp", now, 3, dice);
        json.open("event")
                .text("action", action)
                .raw("type", "[\"" + type + "\"]")
                .raw("category", "[\"" + category + "\"]")
                .text("kind", "event")
                .uuid("id", dice)
                .text("dataset", dataset)
                .close();
        json.open("data_stream").text("dataset", dataset).close();
        json.open("host").text("name", node.name()).text("id", node.uid());
        json.open("os").text("type", "linux").close().close();
        json.open("cloud").open("instance").text("id", node.instance()).close().close();
        if (contained) {
            Pod pod = where.pod();
            json.open("container").text("id", pod.container());
            json.open("image")
                    .text("name", pod.workload().image())
                    .text("tag", pod.tag())
                    .close()
                    .close();
            json.open("orchestrator").text("namespace", pod.namespace());
            json.open("cluster").text("name", Company.CLUSTER).close();
            json.open("resource")
                    .text("name", pod.name())
                    .text("type", "pod")
                    .text("ip", pod.ip())
                    .close()
                    .close();
        }
        json.open("user").text("id", contained ? "1000" : "0").close();
    }
}

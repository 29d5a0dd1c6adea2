// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.List;

/** Events that Tetragon exports. */
final class Tetragon {

    private final Dice dice;
    private final Json json = new Json();

    Tetragon(Dice dice) {
        this.dice = dice;
    }

    StringBuilder runs(long now, Place where, Program program) {
        json.begin().open("process_exec");
        process(now, where, program);
        return end(now, where);
    }

    StringBuilder opens(long now, Place where, Program program, String path) {
        json.begin().open("process_kprobe");
        process(now, where, program);
        json.text("function_name", "security_file_permission")
                .text("policy_name", "files")
                .text("action", "KPROBE_ACTION_POST")
                .raw("args", "[{\"file_arg\":{\"path\":\"" + path + "\"}},{\"int_arg\":4}]");
        return end(now, where);
    }

    StringBuilder connects(long now, Place where, Program program, String address, int port) {
        json.begin().open("process_kprobe");
        process(now, where, program);
        String from = where.pod() == null ? where.node().ip() : where.pod().ip();
        json.text("function_name", "tcp_connect")
                .text("policy_name", "connections")
                .text("action", "KPROBE_ACTION_POST")
                .raw(
                        "args",
                        "[{\"sock_arg\":{\"family\":\"AF_INET\",\"type\":\"SOCK_STREAM\",\"protocol\":"
                                + "\"IPPROTO_TCP\",\"saddr\":\""
                                + from
                                + "\",\"daddr\":\""
                                + address
                                + "\",\"sport\":"
                                + (30_000 + dice.below(30_000))
                                + ",\"dport\":"
                                + port
                                + "}}]");
        return end(now, where);
    }

    private void process(long now, Place where, Program program) {
        List<String> args = program.args();
        json.open("process")
                .text("exec_id", dice.hex(32))
                .number("pid", 1 + dice.below(60_000))
                .number("uid", where.pod() == null ? 0 : 1000)
                .text("cwd", "/")
                .text("binary", program.executable())
                .text("arguments", arguments(args.subList(1, args.size())))
                .text("flags", "execve clone")
                .time("start_time", now, 6, dice)
                .number("auid", 4294967295L);
        Pod pod = where.pod();
        if (pod != null) {
            json.open("pod")
                    .text("namespace", pod.namespace())
                    .text("name", pod.name())
                    .text("uid", pod.uid())
                    .text("workload", pod.workload().name())
                    .text("workload_kind", "Deployment");
            json.open("container")
                    .text("id", "containerd://" + pod.container())
                    .text("name", pod.workload().name());
            json.open("image")
                    .text("name", pod.workload().image() + ":" + pod.tag())
                    .close()
                    .close()
                    .close();
        }
        json.close();
        json.open("parent")
                .text("exec_id", dice.hex(32))
                .number("pid", 1 + dice.below(60_000))
                .text("binary", program.parent())
                .text("arguments", "")
                .close();
    }

    private static String arguments(List<String> args) {
        StringBuilder text = new StringBuilder();
        for (String arg : args) {
            text.append(text.length() == 0 ? "" : " ");
            text.append(arg.indexOf(' ') < 0 ? arg : '"' + arg + '"');
        }
        return text.toString();
    }

    private StringBuilder end(long now, Place where) {
        return json.close()
                .text("node_name", where.node().name())
                .time("time", now, 6, dice)
                .text("cluster_name", Company.CLUSTER)
                .end();
    }
}

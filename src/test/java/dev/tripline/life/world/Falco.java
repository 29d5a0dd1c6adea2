// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Alerts of Falco: what the rules of this company print. */
final class Falco {

    private final Dice dice;
    private final Json json = new Json();

    Falco(Dice dice) {
        this.dice = dice;
    }

    StringBuilder runs(long now, Place where, Program program) {
        begin(now, where, program, "Program started", "Notice", "execve");
        return json.close().end();
    }

    StringBuilder opens(long now, Place where, Program program, String path) {
        begin(now, where, program, "Sensitive file opened", "Warning", "openat");
        return json.text("fd.name", path).close().end();
    }

    StringBuilder connects(long now, Place where, Program program, String address, int port) {
        begin(now, where, program, "Watched address contacted", "Notice", "connect");
        String from = where.pod() == null ? where.node().ip() : where.pod().ip();
        String socket = from + ":" + (30_000 + dice.below(30_000)) + "->" + address + ":" + port;
        return json.text("fd.name", socket).text("fd.l4proto", "tcp").close().end();
    }

    private void begin(
            long now, Place where, Program program, String rule, String priority, String call) {
        String command = String.join(" ", program.args());
        json.begin()
                .text("hostname", where.node().name())
                .text("output", rule + " (command=" + command + ")")
                .text("priority", priority)
                .text("rule", rule)
                .text("source", "syscall")
                .time("time", now, 6, dice)
                .uuid("uuid", dice);
        json.open("output_fields").text("evt.type", call).number("evt.time", now * 1_000_000L);
        Pod pod = where.pod();
        if (pod == null) {
            json.text("container.id", "host");
        } else {
            json.text("container.id", pod.container().substring(0, 12))
                    .text("container.name", pod.workload().name())
                    .text("container.image.repository", pod.workload().image())
                    .text("container.image.tag", pod.tag())
                    .text("k8s.ns.name", pod.namespace())
                    .text("k8s.pod.name", pod.name())
                    .text("k8s.pod.uid", pod.uid());
        }
        json.text("proc.cmdline", command)
                .text("proc.exepath", program.executable())
                .text("proc.name", program.name())
                .text("proc.pname", Program.nameOf(program.parent()))
                .number("proc.tty", program.interactive() ? 34816 : 0)
                .text("user.name", pod == null ? "root" : "app");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of Tetragon under the names of the other sensors. */
class TetragonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event.category | process",
                "event.type | start",
                "event.action | exec",
                "event.dataset | tetragon",
                "host.os.type | linux",
                "host.name | n1",
                "tripline.cluster | prod",
                "process.name | cat",
                "process.executable | /bin/cat",
                "process.args | /run/secrets/kubernetes.io/serviceaccount/token a b",
                "process.working_directory | /app",
                "process.pid | 4711",
                "process.entity_id | bjE6MTo0NzEx",
                "process.start | 2026-03-02T10:00:00.1Z",
                "process.interactive | `null`",
                "process.parent.name | sh",
                "process.parent.executable | /bin/sh",
                "process.parent.args | -c true",
                "process.parent.pid | 4700",
                "process.parent.entity_id | bjE6MTo0NzAw",
                "user.id | 1000",
                "user.name | `null`",
                "container.id | 6b742e38ee3a212239e6d48b2954435a407af44b9a354bdf540db22f460ab40e",
                "container.name | web",
                "container.image.name | registry.example/shop/web",
                "container.image.tag | 1.4.2",
                "orchestrator.namespace | shop",
                "orchestrator.resource.name | web-6d4b75cb6d-x2x7p",
                "kubernetes.pod.uid | 0b9a2c4e-0000-4000-8000-0000000000aa",
                "tripline.path.canonical | /var/run/secrets/kubernetes.io/serviceaccount/token",
                "tetragon.process_exec.process.flags | execve clone"
            })
    void aStartedProgramHasTheFieldsOfAnySensor(String field, String expected) {
        String record = Fixtures.of("tetragon").get(0);

        assertThat(Fixtures.value(record, field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "procFS, process, info, running",
        "process_exit, process, end, end",
        "policy_name\":\"file-monitoring, file, access, read",
        "/etc/shadow, file, change, write",
        "file_open, file, access, open",
        "__x64_sys_openat, file, access, openat",
        "__x64_sys_write, file, change, write",
        "security_path_truncate, file, info, security_path_truncate",
        "tcp_connect, network, start, connect",
        "process_connect, network, start, connect",
        "process_close, network, end, close",
        "process_listen, null, info, listen",
        "sys_enter_openat, file, access, openat",
        "sys_exit, null, info, sys_exit",
        "process_uprobe, null, info, readline",
        "process_loader, null, info, load",
        "process_throttle, null, info, throttle_start"
    })
    void everyKindOfEventSaysWhatItIs(String record, String category, String type, String action) {
        String line = Fixtures.with("tetragon", record);

        assertThat(Fixtures.value(line, "event.category")).isEqualTo(category);
        assertThat(Fixtures.value(line, "event.type")).isEqualTo(type);
        assertThat(Fixtures.value(line, "event.action")).isEqualTo(action);
        assertThat(Fixtures.value(line, "container.id"))
                .matches(line.contains("\"pod\"") ? "[0-9a-f]{64}" : "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file-monitoring | file.path | /run/secrets/kubernetes.io/serviceaccount/token",
                "file-monitoring | rule.name | file-monitoring",
                "__x64_sys_openat | file.path | /etc/hosts",
                "sys_enter_openat | file.path | /etc/group",
                "process_loader | file.path | /usr/lib/libc.so.6",
                "process_exit | process.exit_code | 1",
                "tcp_connect | destination.ip | 169.254.169.254",
                "tcp_connect | destination.port | 80",
                "tcp_connect | source.ip | 10.42.1.17",
                "tcp_connect | network.transport | tcp",
                "tcp_connect | tripline.metadata.host | 169.254.169.254",
                "process_connect | destination.ip | 142.250.180.196",
                "process_connect | source.port | 49168",
                "process_throttle | host.name | n1"
            })
    void whatItDidStandsWhereRulesLookForIt(String record, String field, String expected) {
        assertThat(Fixtures.value(Fixtures.with("tetragon", record), field)).isEqualTo(expected);
    }

    @Test
    void newerVersionsNameTheUser() {
        String record =
                """
                {"process_exec":{"process":{"exec_id":"bjE=","uid":33,"user":{"name":"www"}}},
                 "node_name":"n1","time":"2026-03-02T10:00:00Z"}
                """;

        assertThat(Fixtures.value(record, "user.name")).isEqualTo("www");
        assertThat(Fixtures.value(record, "user.id")).isEqualTo("33");
    }

    @Test
    void whatTheSensorDroppedIsAnEvent() {
        String record =
                """
                {"rate_limit_info":{"number_of_dropped_process_events":"5"},
                 "node_name":"n1","time":"2026-03-02T10:00:00Z"}
                """;

        assertThat(Fixtures.value(record, "event.action")).isEqualTo("rate-limit");
    }

    @Test
    void aContainerWhosePodIsNotKnownYetHasAPieceOfItsId() {
        String record =
                "{\"process_exec\":{\"process\":{\"exec_id\":\"x\",\"docker\":\"6b742e38ee3a212239e6d48b2954435\"}},"
                        + "\"time\":\"2026-03-02T10:00:00Z\"}";

        assertThat(Fixtures.value(record, "container.id"))
                .isEqualTo("6b742e38ee3a212239e6d48b2954435");
    }

    @Test
    void twoEventsOfOneProcessAndTimeAreTwo() {
        assertThat(Fixtures.of("tetragon").stream().map(TetragonTest::id)).doesNotHaveDuplicates();
    }

    private static String id(String record) {
        return Readings.event(SourceFormat.AUTO, record).identity().id();
    }
}

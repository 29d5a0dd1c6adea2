// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of Falco under the names of the other sensors. */
class FalcoTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "token read | event.category | file",
                "token read | event.type | access",
                "token read | event.action | openat",
                "token read | event.kind | alert",
                "token read | event.dataset | falco.alerts",
                "token read | event.severity | 4",
                "token read | log.level | warning",
                "token read | rule.name | Service account token read",
                "token read | tags | `null`",
                "token read | falco.tags | container mitre_credential_access",
                "token read | message | 10:00:00.123456789: Warning token read",
                "token read | host.name | n1",
                "token read | container.id | 4f1d0c2ab5e7",
                "token read | container.name | web",
                "token read | container.image.name | registry.example/shop/web",
                "token read | container.image.tag | 1.4.2",
                "token read | orchestrator.namespace | shop",
                "token read | orchestrator.resource.name | web-6d4b75cb6d-x2x7p",
                "token read | kubernetes.pod.uid | 0b9a2c4e-0000-4000-8000-0000000000aa",
                "token read | file.path | /run/secrets/kubernetes.io/serviceaccount/..data/token",
                "token read | tripline.path.canonical | /var/run/secrets/kubernetes.io/serviceaccount/token",
                "token read | process.name | cat",
                "token read | process.executable | /bin/cat",
                "token read | process.args | cat /run/secrets/kubernetes.io/serviceaccount/..data/token",
                "token read | process.interactive | true",
                "token read | process.parent.name | sh",
                "token read | process.parent.command_line | sh -i",
                "token read | user.name | root",
                "token read | user.id | 0",
                "token read | source.ip | `null`",
                "token read | falco.output_fields.proc.tty | 34816",
                "Shell | event.category | process",
                "Shell | event.type | start",
                "Shell | event.action | exec",
                "Shell | process.command_line | sh -c cat /etc/passwd",
                "Shell | process.interactive | false",
                "Shell | file.path | `null`",
                "Contact | event.category | network",
                "Contact | event.type | start",
                "Contact | event.action | connect",
                "Contact | container.id | `null`",
                "Contact | file.path | `null`",
                "Contact | source.ip | 10.42.1.34",
                "Contact | source.port | 53970",
                "Contact | destination.ip | 10.43.0.1",
                "Contact | destination.port | 443",
                "Old | event.category | network",
                "Old | event.type | `null`",
                "Shell | host.os.type | linux",
                "Old | container.id | `null`",
                "Old | container.image.name | `null`",
                "Old | source.ip | ::1",
                "Old | destination.ip | fd00::2",
                "Old | destination.port | 443",
                "Old | falco.output_fields.evt.time | 1610667584834631763",
                "Attach/Exec | event.action | create",
                "Attach/Exec | event.dataset | falco.alerts",
                "Attach/Exec | event.outcome | success",
                "Attach/Exec | user.name | system:serviceaccount:shop:web",
                "Attach/Exec | orchestrator.namespace | shop",
                "Attach/Exec | kubernetes.audit.responseStatus.code | 201",
                "Attach/Exec | kubernetes.audit.stage | `null`",
                "Attach/Exec | tripline.caller.service_account | web",
                "Attach/Exec | tripline.request.subresource | exec",
                "Attach/Exec | tripline.request.command | cat",
                "Attach/Exec | falco.output_fields.ka.uri.param[command] | cat",
                "internal | event.category | `null`"
            })
    void aFieldIsWhereRulesLookForIt(String record, String field, String expected) {
        assertThat(Fixtures.value(Fixtures.with("falco", record), field)).isEqualTo(expected);
    }

    @Test
    void aFileIsOneAlsoWhereTheRuleDoesNotPrintTheSystemCall() {
        String record =
                """
                {"rule":"Read","priority":"Notice","output":"o","time":"2026-03-02T10:00:00Z",
                 "output_fields":{"fd.name":"/etc/shadow","proc.cmdline":"cat /etc/shadow"}}
                """;

        assertThat(Fixtures.value(record, "event.category")).isEqualTo("file");
        assertThat(Fixtures.value(record, "event.type")).isEqualTo("null");
        assertThat(Fixtures.value(record, "file.path")).isEqualTo("/etc/shadow");
    }

    @Test
    void portsAreNumbers() {
        Event event =
                Readings.event(
                        SourceFormat.AUTO, Fixtures.with("falco", "Contact"), "destination.port");

        assertThat(event.get("destination.port")).isEqualTo(443L);
    }

    @ParameterizedTest
    @CsvSource({
        "Service account token read, 2026-03-02T10:00:00.123456789Z",
        "Shell, 2026-03-02T10:00:01.000000001Z"
    })
    void timesAreKeptToTheNanosecond(String record, String time) {
        assertThat(Readings.event(SourceFormat.AUTO, Fixtures.with("falco", record)).time())
                .hasToString(time);
    }

    @Test
    void aTimeThatIsNoneIsNotReplacedByAnother() {
        String record =
                Fixtures.with("falco", "Old").replace("44.834631763Z\"", "44.834631763Z+2\"");

        assertThat(Readings.deadLetter(SourceFormat.AUTO, record))
                .returns(Reason.BAD_TIMESTAMP, DeadLetter::reason);
    }

    @Test
    void anAlertIsNamedByItsUuidOrElseByItsBytes() {
        assertThat(id("Contact")).isEqualTo("7e3a");
        assertThat(id("Shell")).hasSize(64).isNotEqualTo(id("Old"));
    }

    private static String id(String record) {
        return Readings.event(SourceFormat.AUTO, Fixtures.with("falco", record)).identity().id();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of CloudTrail, however they are delivered, under the names of Elastic's integration. */
class CloudTrailTest {

    private static final List<String> RECORDS = Fixtures.of("cloudtrail");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | event.action | GetCallerIdentity",
                "0 | event.provider | sts.amazonaws.com",
                "0 | event.outcome | success",
                "0 | event.dataset | aws.cloudtrail",
                "0 | event.type | access",
                "0 | cloud.provider | aws",
                "0 | cloud.region | us-east-1",
                "0 | cloud.account.id | 444455556666",
                "0 | cloud.instance.id | i-0dbc91f429e48eeed",
                "0 | user.name | web",
                "0 | user.id | AROATFQR7NSC6Q6YRQ2Q7:i-0DBC91f429e48eeed",
                "0 | source.ip | 203.0.113.5",
                "0 | source.address | 203.0.113.5",
                "0 | user_agent.original | aws-cli/2",
                "0 | tls.version | 1.2",
                "0 | tls.version_protocol | tls",
                "0 | tls.client.server_name | sts.us-east-1.amazonaws.com",
                "0 | aws.cloudtrail.user_identity.type | AssumedRole",
                "0 | aws.cloudtrail.user_identity.access_key_id | ASIAEXAMPLEEXAMPLE00",
                "0 | aws.cloudtrail.user_identity.session_name | i-0DBC91f429e48eeed",
                "0 | aws.cloudtrail.user_identity.session_context.ec2_role_delivery | 1.0",
                "0 | aws.cloudtrail.user_identity.session_context.session_issuer.arn | arn:aws:iam::111122223333:role/web",
                "0 | aws.cloudtrail.vpc_endpoint_id | vpce-1",
                "0 | aws.cloudtrail.recipient_account_id | 444455556666",
                "0 | aws.cloudtrail.userIdentity.sessionContext.ec2RoleDelivery | 1.0",
                "1 | source.ip | `null`",
                "1 | source.address | ec2.amazonaws.com",
                "1 | user.name | `null`",
                "1 | aws.cloudtrail.user_identity.invoked_by | ec2.amazonaws.com",
                "1 | aws.cloudtrail.request_parameters.roleSessionName | i-0dbc91f429e48eeed",
                "1 | aws.cloudtrail.flattened.request_parameters.roleSessionName | i-0dbc91f429e48eeed",
                "1 | aws.cloudtrail.response_elements.credentials.accessKeyId | ASIAEXAMPLEEXAMPLE00",
                "2 | event.outcome | failure",
                "2 | event.type | change",
                "2 | error.code | Client.UnauthorizedOperation",
                "2 | aws.cloudtrail.error_code | Client.UnauthorizedOperation",
                "2 | aws.cloudtrail.error_message | no",
                "2 | source.ip | 2001:db8::5",
                "2 | user.name | eve",
                "2 | cloud.instance.id | `null`"
            })
    void aFieldHasTheNameOfTheIntegration(int record, String field, String expected) {
        assertThat(Fixtures.value(RECORDS.get(record), field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5})
    void aRecordIsTheSameHoweverItIsDelivered(int delivery) {
        Event event = Readings.of(SourceFormat.AUTO, RECORDS.get(delivery)).event();

        assertThat(event.identity().id()).isEqualTo("6bf8950b-f1ed-439d-8fc8-211645bfbe0f");
        assertThat(event.time()).hasToString("2026-03-02T10:00:00Z");
    }

    @Test
    void aFileHoldsManyRecords() {
        assertThat(Readings.of(SourceFormat.AUTO, RECORDS.get(3)).events())
                .extracting(event -> event.identity().id())
                .containsExactly("e-2", "e-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws.cloudtrail.response_elements.credentials",
                "aws.cloudtrail.flattened.response_elements.credentials",
                "aws.cloudtrail.responseElements.credentials"
            })
    void credentialsThatWereHandedOutAreMasked(String credentials) {
        String token = Fixtures.value(RECORDS.get(1), credentials + ".sessionToken");

        assertThat(Readings.REDACTOR.redact(token)).matches("<aws-token:[0-9a-f]{8}>");
        assertThat(Fixtures.value(RECORDS.get(1), credentials + ".secretAccessKey"))
                .isEqualTo("<withheld>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws.cloudtrail.response_elements",
                "aws.cloudtrail.flattened.response_elements",
                "aws.cloudtrail.responseElements"
            })
    void theSecretOfANewKeyIsWithheld(String elements) {
        String record =
                """
                {"eventID":"e","eventName":"CreateAccessKey","eventSource":"iam.amazonaws.com",
                 "eventTime":"2026-03-02T10:00:00Z","responseElements":{"accessKey":{
                 "accessKeyId":"AKIA0000000000000000","secretAccessKey":"not for everyone"}}}
                """;

        assertThat(Fixtures.value(record, elements + ".accessKey.secretAccessKey"))
                .isEqualTo("<withheld>");
        assertThat(Fixtures.value(record, elements + ".accessKey.accessKeyId"))
                .isEqualTo("AKIA0000000000000000");
    }

    @Test
    void aRecordThatWasCutOffShowsNoCredentials() {
        String record = RECORDS.get(1);
        DeadLetter letter =
                Readings.deadLetter(SourceFormat.AUTO, record.substring(0, record.length() - 1));

        String shown = new String(Readings.REDACTOR.redact(letter.bytes()), StandardCharsets.UTF_8);

        assertThat(shown)
                .contains("\"accessKeyId\":\"ASIAEXAMPLEEXAMPLE00\"")
                .doesNotContain("wJalrXUtnFEMI")
                .doesNotContain("IQoJb3JpZ2luX2Vj");
    }
}

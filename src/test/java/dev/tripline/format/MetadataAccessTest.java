// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataAccessTest {

    private static final String HOST = "tripline.metadata.host";
    private static final String PROVIDER = "tripline.metadata.provider";
    private static final String CREDENTIAL = "tripline.metadata.credential";
    private static final String SHARED = "169.254.169.254";

    private static Event derive(Map<String, ?> fields) {
        return Deriving.from(fields, HOST, PROVIDER, CREDENTIAL);
    }

    private static Event run(String... arguments) {
        return derive(Map.of("process.args", List.of(arguments)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // decimal, hexadecimal, octal; as one number and in parts
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "0XA9FEA9FE",
                "025177524776",
                "0xa9.0xfe.0xa9.0xfe",
                "0251.0376.0251.0376",
                "00000251.00376.0251.0376",
                "169.254.43518",
                "169.16689662",
                "169.0xfea9fe",
                "0xa9.254.0251.254",
                // too large for their part
                "425.510.425.510",
                "7147006462",
                "681.766.681.766",
                // written otherwise
                "169.254.169.254.",
                "169%2e254%2e169%2e254",
                "%31%36%39.254.169.254",
                "169%252e254%252e169%252e254",
                "169%25252e254.169.254",
                "１６９.２５４.１６９.２５４",
                "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
                "169。254。169。254",
                "169｡254．169｡254",
                "169.254.1\u200b69.2\u00ad54",
                // inside others
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[0:0:0:0:0:FFFF:A9FE:A9FE]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b::169.254.169.254]",
                "[::a9fe:a9fe]",
                "169.254.169.254.nip.io",
                "x.169-254-169-254.sslip.io",
                "www-169-254-169-254.nip.io",
                "a9fea9fe.nip.io",
                "user@169.254.169.254",
                "169.254.169.253:80@169.254.169.254",
                "user:p%40ss@169.254.169.254",
            })
    void theAddressHasManySpellings(String spelling) {
        for (String url :
                List.of(
                        "http://" + spelling + "/latest/meta-data/iam/security-credentials/web",
                        "HTTP://" + spelling + ":80/latest//meta-data/./iam/security-credentials/",
                        "--url=http://" + spelling + "/x/../latest/user-data",
                        spelling + "/latest/api/token",
                        "gopher://" + spelling + ":80/_GET%20/latest/user-data%20HTTP/1.1",
                        "https://shop/?next=http://" + spelling + "/latest/user-data")) {
            Event event = run("curl", "-s", url);

            assertThat(event.get(HOST)).as(url).isEqualTo(SHARED);
            assertThat(event.get(PROVIDER)).as(url).isEqualTo("aws");
            assertThat(event.get(CREDENTIAL)).as(url).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.25",
                "169.254.169.2540",
                "169.254.169.254.example.com",
                "http://169.254.169.254.example.com/latest/user-data",
                "169.254.169.254.nip.io.example.com",
                "169.254.169.254.snip.io",
                "1.2.3.4.nip.io",
                "nip.io",
                "1.2.3.4-169.254.169.254foo",
                "libfoo-169.254.169.254.tar.gz",
                "v169.254.169.254",
                "169.254.169.254-rc1",
                "http://169.254.169.254@example.com/latest/user-data",
                "http://169.254.169.254:80@example.com/latest/user-data",
                "http://example.com/latest/meta-data/iam/security-credentials/",
                "http://example.com/169.254.169.254/latest/user-data",
                "http://example.com#@169.254.169.254/",
                "/var/log/169.254.169.254/latest/user-data",
                "-d 169.254.169.254/32 -j DROP",
                "2852039166",
                "kill 2852039166 0xa9fea9fe",
                "metadata",
                "get metadata",
                "metadata/x.json",
                "file:/metadata/computeMetadata",
                "instance-data",
                "/computeMetadata/v1/",
                "1.6.9.2",
                "169.254",
                "169.254.169.254.169.254",
                "[::ffff:169.254.169.25]",
                "2001:db8::a9fe:a9fe",
                "0x",
                "0",
                "08",
                "....",
                "[",
                "[]",
                "http://",
                "http://@",
                "//",
                "::",
                "a:b:c",
            })
    void whatOnlyLooksAlikeIsNoAccess(String argument) {
        Event event = run("echo", argument);

        assertThat(event.get(HOST)).isNull();
        assertThat(event.get(PROVIDER)).isNull();
        assertThat(event.get(CREDENTIAL)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://169.254.169.254/latest/meta-data/ | 169.254.169.254 | aws | false",
                "http://169.254.169.254/2021-07-15/user-data | 169.254.169.254 | aws | true",
                "http://169.254.169.254/latest/dynamic/instance-identity/document | 169.254.169.254 | aws | true",
                "http://[fd00:ec2::254]/latest/api/token | fd00:ec2::254 | aws | true",
                "http://instance-data/latest/user-data | instance-data | aws | true",
                "http://instance-data.ec2.internal/latest/meta-data/hostname | instance-data.ec2.internal | aws | false",
                "http://169.254.170.2/v2/credentials/0b4b | 169.254.170.2 | aws | true",
                "169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI | 169.254.170.2 | aws | true",
                "http://169.254.170.2/v4/8d2c-1/task | 169.254.170.2 | aws | true",
                "http://169.254.170.2/v4/8d2c-1/stats | 169.254.170.2 | aws | false",
                "http://169.254.170.23/v1/credentials | 169.254.170.23 | aws | true",
                "http://[fd00:ec2::23]/v1/credentials | fd00:ec2::23 | aws | true",
                "http://169.254.169.254/metadata/identity/oauth2/token?resource=x | 169.254.169.254 | azure | true",
                "http://169.254.169.254/metadata/loadbalancer | 169.254.169.254 | azure | false",
                "http://168.63.129.16/machine?comp=goalstate | 168.63.129.16 | azure | true",
                "http://168.63.129.16:32526/vmSettings | 168.63.129.16 | azure | true",
                "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token | metadata.google.internal | gcp | true",
                "http://metadata.google.internal./computeMetadata/v1beta1/instance/attributes/kube-env | metadata.google.internal | gcp | true",
                "http://metadata/computeMetadata/v1/instance/?recursive=true | metadata | gcp | true",
                "metadata/computeMetadata/v1/instance/zone | metadata | gcp | false",
                "http://METADATA.goog/computeMetadata/v1/project/project-id | metadata.goog | gcp | false",
                "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/identity?audience=a | 169.254.169.254 | gcp | true",
                "http://169.254.169.254/opc/v2/identity/key.pem | 169.254.169.254 | oracle | true",
                "http://169.254.169.254/opc/v2/instance/region | 169.254.169.254 | oracle | false",
                "http://100.100.100.200/latest/meta-data/ram/security-credentials/r | 100.100.100.200 | alibaba | true",
                "http://100.100.100.200/latest/meta-data/zone-id | 100.100.100.200 | alibaba | false",
                "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/r | metadata.tencentyun.com | tencent | true",
                "http://169.254.0.23/latest/meta-data/ | 169.254.0.23 | tencent | false",
                "http://169.254.169.254/metadata/v1.json | 169.254.169.254 | digitalocean | true",
                "http://169.254.169.254/metadata/v1/hostname | 169.254.169.254 | digitalocean | false",
                "http://169.254.169.254/hetzner/v1/userdata | 169.254.169.254 | hetzner | true",
                "http://169.254.42.42/conf?format=json | 169.254.42.42 | scaleway | true",
                "http://169.254.169.254/openstack/latest/user_data | 169.254.169.254 | openstack | true",
                "http://169.254.169.254/openstack/latest/securitykey | 169.254.169.254 | openstack | true",
                "http://169.254.169.254/instance_identity/v1/token?version=2022 | 169.254.169.254 | ibm | true",
                "http://169.254.169.254/ | 169.254.169.254 | | false",
                "http://169.254.169.254 | 169.254.169.254 | | false",
            })
    void everyCloudHasItsHostsAndPaths(
            String url, String host, String provider, boolean credential) {
        Event event = run("wget", url);

        assertThat(event.get(HOST)).isEqualTo(host);
        assertThat(event.get(PROVIDER)).isEqualTo(provider);
        assertThat(event.get(CREDENTIAL)).isEqualTo(credential);
    }

    @Test
    void headersTellCloudsApartToo() {
        assertThat(run("curl", "-H", "Metadata-Flavor: Google", SHARED).get(PROVIDER))
                .isEqualTo("gcp");
        assertThat(run("curl", "-HMetadata:true", SHARED).get(PROVIDER)).isEqualTo("azure");
        assertThat(run("curl", "-H", "Authorization: Bearer Oracle", SHARED).get(PROVIDER))
                .isEqualTo("oracle");
        assertThat(run("curl", "-H", "X-aws-ec2-metadata-token: $T", SHARED).get(PROVIDER))
                .isEqualTo("aws");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--resolve|cdn:80:169.254.169.254|http://cdn/latest/user-data",
                "--connect-to|::169.254.169.254:80|http://cdn/latest/user-data",
                "--connect-to|cdn:80:[::ffff:a9fe:a9fe]:80|http://cdn/latest/user-data",
                "-x|169.254.169.254:80|http://cdn/latest/user-data",
                "http_proxy=169.254.169.254|curl|http://cdn/latest/user-data",
                "-c|printf 'GET /latest/user-data HTTP/1.0\\r\\n\\r\\n' > /dev/tcp/169.254.169.254/80",
                "-c|printf 'GET /latest/user-data\\n' | nc 169.254.169.254 80",
                "-c|import urllib.request as u;u.urlopen('http://169.254.169.254/latest/user-data')",
            })
    void theHostMayStandApartFromThePath(String arguments) {
        Event event = run(arguments.split("\\|", arguments.startsWith("-c") ? 2 : -1));

        assertThat(event.get(HOST)).isEqualTo(SHARED);
        assertThat(event.get(CREDENTIAL)).isEqualTo(true);
    }

    @Test
    void aHostAndAPathMayBeFieldsOfTheirOwn() {
        Event event = derive(Map.of("url.domain", "0xa9fea9fe", "url.path", "/latest/api/token"));
        Event harmless = derive(Map.of("destination.ip", SHARED, "url.path", "/latest/meta-data/"));

        assertThat(event.get(HOST)).isEqualTo(SHARED);
        assertThat(event.get(CREDENTIAL)).isEqualTo(true);
        assertThat(harmless.get(CREDENTIAL)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "destination.ip, 169.254.169.254, 169.254.169.254",
        "destination.ip, ::ffff:169.254.169.254, 169.254.169.254",
        "destination.ip, fd00:ec2::254, fd00:ec2::254",
        "destination.ip, fe80::a9fe:a9fe%eth0, fe80::a9fe:a9fe",
        "destination.address, [fd00:ec2::254], fd00:ec2::254",
        "destination.domain, Metadata.Google.Internal., metadata.google.internal",
        "dns.question.name, metadata.google.internal, metadata.google.internal",
        "dns.question.name, metadata, metadata",
        "dns.question.name, a.169-254-169-254.nip.io, 169.254.169.254",
    })
    void ofAConnectionThePathIsNotKnown(String field, String value, String host) {
        Event event = derive(Map.of(field, value));

        assertThat(event.get(HOST)).isEqualTo(host);
        assertThat(event.get(CREDENTIAL)).isNull();
    }

    @Test
    void namesAndTimeAreNoMetadata() {
        assertThat(derive(Map.of("destination.ip", SHARED, "destination.port", 53)).get(HOST))
                .isNull();
        assertThat(derive(Map.of("destination.ip", SHARED, "destination.port", 123)).get(HOST))
                .isNull();
        assertThat(derive(Map.of("destination.ip", SHARED, "destination.port", 80)).get(HOST))
                .isEqualTo(SHARED);
    }

    @Test
    void severalServicesAreSeveralValues() {
        Event event = run("curl", "http://169.254.170.2/v2/metadata", "http://100.100.100.200/");

        assertThat((Object[]) event.get(HOST)).containsExactly("169.254.170.2", "100.100.100.200");
        assertThat((Object[]) event.get(PROVIDER)).containsExactly("aws", "alibaba");
        assertThat(event.get(CREDENTIAL)).isEqualTo(false);
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aMegabyteTakesNoLongTime() {
        for (String piece :
                List.of(
                        "/",
                        "%",
                        "%25",
                        ":",
                        "@",
                        "[",
                        "0.",
                        "1-1-1-1.",
                        "/..",
                        "/a/..",
                        "//a",
                        "://",
                        "169.254.169.254 ",
                        "/computemetadata/v1/",
                        "/v4/",
                        "a9fea9fe-",
                        "metadata:",
                        "bearer ",
                        "１",
                        "http://169.254.169.254/",
                        "/./",
                        "0x")) {
            run(
                    "curl",
                    SHARED,
                    piece.repeat(1_000_000 / piece.length()),
                    piece.repeat(100) + ".nip.io");
        }
    }

    private static List<Object> asked(String path) {
        return Deriving.of(
                "tripline.metadata.asked",
                Map.of("process.args", List.of("curl", "http://169.254.169.254" + path)));
    }

    @Test
    void whatIsAskedHasAKind() {
        assertThat(asked("/latest/meta-data/iam/security-credentials/web"))
                .containsExactly("credentials");
        assertThat(asked("/latest/api/token")).containsExactly("session-token");
        assertThat(asked("/latest/user-data")).containsExactly("user-data");
        assertThat(asked("/latest/dynamic/instance-identity/document")).containsExactly("identity");
        assertThat(asked("/metadata/identity/oauth2/token?resource=x"))
                .containsExactly("credentials");
        assertThat(asked("/computeMetadata/v1/instance/service-accounts/x/token"))
                .containsExactly("credentials");
        assertThat(asked("/hetzner/v1/userdata")).containsExactly("user-data");
        assertThat(asked("/latest/meta-data/instance-id")).isEmpty();
    }

    @Test
    void oneCommandMayAskForSeveral() {
        assertThat(
                        Deriving.of(
                                "tripline.metadata.asked",
                                Map.of(
                                        "process.args",
                                        List.of(
                                                "sh",
                                                "-c",
                                                "T=$(curl -X PUT http://169.254.169.254/latest/api/token);"
                                                        + " curl http://169.254.169.254/latest/meta-data"
                                                        + "/iam/security-credentials/web"))))
                .containsExactly("credentials", "session-token");
    }

    @Test
    void aLineOfALogIsLookedAtIfItIsOfARequest() {
        String request = "GET /f?u=http://2852039166/latest/user-data HTTP/1.1";

        assertThat(Deriving.of(HOST, Map.of("message", request))).containsExactly(SHARED);
        assertThat(Deriving.of(HOST, Map.of("message", "retry http://169.254.169.254/"))).isEmpty();
    }
}

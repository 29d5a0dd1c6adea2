// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFinderTest {

    private static final Redactor REDACTOR = new Redactor(new byte[] {1});
    private static final SampleSecrets SAMPLES = new SampleSecrets(7);

    private static String sample(String kind) {
        return switch (kind) {
            case "jwt" -> SAMPLES.jwt();
            case "github-token" -> SAMPLES.github();
            case "gitlab-token" -> SAMPLES.gitlab();
            case "slack-token" -> SAMPLES.slack();
            case "stripe-key" -> SAMPLES.stripe();
            case "npm-token" -> SAMPLES.npm();
            case "google-token" -> SAMPLES.google();
            case "aws-token" -> SAMPLES.awsSession();
            case "private-key" -> SAMPLES.privateKey().strip();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jwt",
                "github-token",
                "gitlab-token",
                "slack-token",
                "stripe-key",
                "npm-token",
                "google-token",
                "aws-token",
                "private-key"
            })
    void whatBeginsAsNothingElseIsFoundWhereverItStands(String kind) {
        String secret = sample(kind);
        String mask = REDACTOR.redact(secret);

        assertThat(mask).matches("<" + kind + ":[0-9a-f]{8}>");
        for (String text : new String[] {"%s", "echo '%s'", "{\"a\": \"%s\"}", "x=%s,y"}) {
            assertThat(REDACTOR.redact(text.formatted(secret))).isEqualTo(text.formatted(mask));
        }
        assertThat(REDACTOR.redact("Authorization: Bearer " + secret + " x"))
                .contains("<" + kind)
                .doesNotContain(secret);
        assertThat(certain(secret)).containsExactly(kind);
        assertThat(certain("echo " + SampleSecrets.base64("x: " + secret))).containsExactly(kind);
    }

    private static List<String> certain(String text) {
        return SecretFinder.in(text).stream()
                .filter(Secret::certain)
                .map(secret -> secret.kind().word())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PGPASSWORD=%s psql -h db | password",
                "mysql --password=%s -e 'select 1' | password",
                "mysql --password %s | password",
                "sqlcmd Server=db;User Id=sa;Password=%s;Encrypt=yes | password",
                "host=db user=web password=%s dbname=shop | password",
                "password: \"%s\" | password",
                "passwd: %s | password",
                "{\"DB_PASSWORD\":\"%s\"} | password",
                "{\"name\":\"DB_PASSWORD\",\"value\":\"%s\"} | password",
                "postgres://web:%s@db:5432/shop | password",
                "git clone https://bot:%s@git.example.com/x.git | password",
                "redis://:%s@cache:6379 | password",
                "curl -u admin:%s https://x | password",
                "curl --user 'admin:%s' https://x | password",
                "curl -uadmin:%s https://x | password",
                "X-Vault-Token: %s | token",
                "curl -H 'x-aws-ec2-metadata-token: %s' http://169.254.169.254/ | token",
                "Proxy-Authorization: Digest %s | token",
                "Authorization: %s | token",
                "Authorization: Whatever %s | token",
                "Authorization: token %s | token",
                "X-Api-Key: %s | secret",
                "--client-secret %s | token",
                "client_secret=%s&grant_type=x | secret",
                "AWS_SECRET_ACCESS_KEY=%s aws s3 ls | aws-key",
                "AccountName=x;AccountKey=%s;EndpointSuffix=y | azure-key",
                "Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=%s | azure-key",
                "Cookie: session=%s; theme=dark | cookie",
                "curl --cookie session=%s https://x | cookie",
                "Set-Cookie: sid=%s; Path=/; HttpOnly | cookie",
                "https://x.blob.core.windows.net/c?sv=2024&sig=%s | azure-sas",
                "mysql -uroot -p%s app | password",
                "sshpass -p %s ssh host | password",
                "redis-cli -h cache -a %s ping | password",
                "docker login -u ci -p %s registry.example | password",
                "ldapsearch -D cn=admin -w %s | password",
                "sqlcmd -U sa -P %s | password",
                "htpasswd -b users web %s | password",
                "etcdctl --user root:%s get /registry/secrets | password",
                "curl --cert client.p12:%s https://x | password",
                "curl -b session=%s https://x | cookie",
                "kubectl create secret generic db --from-literal=pw=%s | secret",
                "aws configure set aws_secret_access_key %s | aws-key",
            })
    void whatANameTellsIsMasked(String text, String kind) {
        String secret = "Zk3vQ8sT" + "5pLm9wXy2bNc";

        for (String spelled :
                new String[] {
                    text.formatted(secret),
                    "{\"a\":\"" + text.formatted(secret).replace("\"", "\\\"") + "\"}",
                    text.formatted(secret).replace(":", "%3A").replace("=", "%3D"),
                    SampleSecrets.base64(text.formatted(secret)),
                    "x/" + SampleSecrets.base64(" " + text.formatted(secret)),
                    SampleSecrets.base64(SampleSecrets.base64(text.formatted(secret)))
                }) {
            String redacted = REDACTOR.redact(spelled);
            assertThat(redacted).matches("(?s).*<" + kind + ":[0-9a-f]{8}>.*");
            assertThat(redacted).doesNotContain(secret.substring(3, 11), secret.substring(9));
            assertThat(REDACTOR.redact(redacted)).isEqualTo(redacted);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl create token web --duration 10m --token-ttl 5",
                "mysql --defaults-file=/run/my.cnf --password-file=/run/secrets/db",
                "docker run -u 1000:1000 nginx@sha256:"
                        + "4c0fdaa8b6341bfdeca5f18f7837462c80cff90527ee35ef185571e1c327beac",
                "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
                "TOKEN=$(cat /run/token) PASSWORD=${PASSWORD} SECRET=$SECRET env",
                "PWD=/home/web",
                "/api/v1/namespaces/shop/secrets/db-password",
                "kubectl get secret db-credentials -o jsonpath={.data.password}",
                "a20761b8-2b9c-4f5e-9a30-9d5f0c2f0e11",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "/usr/lib/jvm/java-17-openjdk-amd64/bin/java -Djava.security.egd=file:/dev/./urandom",
                "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw==",
                "curl -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' -X PUT http://169.254.169.254",
                "curl -H \"X-aws-ec2-metadata-token: $TOKEN\" http://169.254.169.254",
                "http://host:8080/a@b?c=d",
                "AKIAIOSFODNN7EXAMPLE",
                "automountServiceAccountToken: false",
                "git@github.com:org/repo.git",
                "ssh://git@github.com:22/org/repo.git",
                "-----BEGIN CERTIFICATE-----",
                "tokenreviews.authentication.k8s.io create",
                "basic authentication failed for user root",
                "token_type=bearer",
                "mysql -h db -P 3306 -p app",
                "docker run -p 8080:80 mysql:8",
                "ssh -l login -p 2222 host",
                "docker login -u ci -p $TOKEN registry.example",
                "redis-cli -h cache -p 6379 ping",
                "curl -b cookies.txt https://x",
                "ldapsearch -W -D cn=admin",
                "echo hello | grep -S hello",
                "https://slack.com/archives/C024BE91L/p1700000000",
                "{\"kind\":\"ConfigMap\",\"data\":{\"level\":\"debug\"}}",
            })
    void commandsStayReadable(String text) {
        assertThat(REDACTOR.redact(text)).isSameAs(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(REDACTOR.redact(bytes)).isSameAs(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mysql; -p%s; app",
                "sshpass; -p; %s",
                "docker; login; -p; %s",
                "curl; -u; eve:%s",
                "curl; -b; session=%s",
                "kubectl; create; secret; generic; db; --from-literal; pw=%s"
            })
    void aCommandIsTheSameInArgumentsAndInTheUrlThatStartsIt(ArgumentsAccessor words) {
        String secret = "Zk3vQ8sT" + "5pLm9wXy2bNc";
        List<String> command =
                words.toList().stream().map(word -> ((String) word).formatted(secret)).toList();
        String url =
                "/api/v1/namespaces/a/pods/b/exec?command=" + String.join("&command=", command);
        String list = "[\"" + String.join("\",\"", command) + "\"]";

        for (Object text : List.of(url, list, command.toArray())) {
            Object redacted = REDACTOR.redact(text);
            assertThat(redacted instanceof Object[] array ? Arrays.toString(array) : redacted)
                    .asString()
                    .doesNotContain(secret.substring(3, 11), secret.substring(9))
                    .containsPattern("<[a-z]+:[0-9a-f]{8}>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "hvs.CAESIJ4XyZk3vQ8sT5pLm9w",
                "pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAw",
                "dckr_pat_Zk3vQ8sT5pLm9wXy2bNcAbCdE",
                "sk-ant-api03-Zk3vQ8sT5pLm9wXy2bNc"
            })
    void whatLooksLikeAKeyIsMaskedButProvesNothing(String key) {
        assertThat(REDACTOR.redact("https://x/?a=1&k=" + key + "&b=2"))
                .matches("https://x/\\?a=1&k=<(secret|token):[0-9a-f]{8}>&b=2");
        assertThat(certain(key)).isEmpty();
    }

    @Test
    void whatIsPipedToALoginIsMasked() {
        assertThat(REDACTOR.redact("echo -n 'Zk3vQ8sT' | docker login -u a --password-stdin"))
                .matches("echo -n '<password:[0-9a-f]{8}>' \\| docker login -u a --password-stdin");
    }

    @Test
    void theAnswerOfDigestAuthenticationIsMasked() {
        assertThat(
                        REDACTOR.redact(
                                "Authorization: Digest username=\"eve\", uri=\"/\","
                                        + " response=\"6629fae49393a05397450978507c4ef1\""))
                .doesNotContain("6629fae4");
    }

    @Test
    void theAddressOfASlackHookIsMasked() {
        assertThat(
                        REDACTOR.redact(
                                "https://hooks.slack.com/services/T00000000/B00000000/Zk3vQ8sT0123456789abcdef"))
                .matches("https://hooks.slack.com/services/<secret:[0-9a-f]{8}>");
    }

    @Test
    void equalSecretsShowEqualHoweverTheyAreWritten() {
        String password = SAMPLES.password();
        String hash = REDACTOR.redact("password=" + password).replaceAll(".*:|>", "");

        for (String text :
                List.of(
                        "postgres://web:" + password + "@db",
                        "Authorization: Basic " + SampleSecrets.base64("web:" + password),
                        "{\"auths\":{\"r\":{\"auth\":\""
                                + SampleSecrets.base64("web:" + password)
                                + "\"}}}",
                        SampleSecrets.base64("{\"password\": \"" + password + "\"}"),
                        "{\"kind\":\"Secret\",\"data\":{\"x\":\""
                                + SampleSecrets.base64(password)
                                + "\"}}")) {
            assertThat(REDACTOR.redact(text)).contains(":" + hash + ">");
        }
    }

    @Test
    void aPrivateKeyIsTheSameHoweverItsLinesEnd() {
        String key = SAMPLES.privateKey();
        String mask = REDACTOR.redact(key).strip();

        assertThat(REDACTOR.redact("{\"private_key\":\"" + key.replace("\n", "\\n") + "\"}"))
                .isEqualTo("{\"private_key\":\"" + mask + "\\n\"}");
        assertThat(REDACTOR.redact("client-key-data: " + SampleSecrets.base64(key)))
                .isEqualTo("client-key-data: " + mask);
        assertThat((Object[]) REDACTOR.redact((Object) key.strip().split("[ \n]")))
                .containsOnly(mask);
        assertThat(REDACTOR.redact(key.substring(0, 200))).matches("<private-key:[0-9a-f]{8}>");
    }

    @Test
    void base64OverManyLinesIsOneText() {
        String text = "token is " + SAMPLES.jwt() + ", ".repeat(30) + "and " + SAMPLES.github();
        String wrapped = SampleSecrets.base64(text).replaceAll("(.{76})", "$1\n");

        assertThat(REDACTOR.redact(wrapped)).matches("(?s)<jwt:[0-9a-f]{8}>\\s*");
        assertThat(REDACTOR.redact(wrapped.replace("\n", "\\n"))).matches("<jwt:[0-9a-f]{8}>");
        assertThat(certain(wrapped)).containsExactly("jwt", "github-token");
    }

    @Test
    void aKeyOfAwsIsKnownByTheIdBesideIt() {
        String key = SAMPLES.awsKey();
        String id = SAMPLES.awsKeyId();

        assertThat(REDACTOR.redact(id + " " + key)).matches(id + " <aws-key:[0-9a-f]{8}>");
        assertThat(REDACTOR.redact(key)).isSameAs(key);
        assertThat(certain("key " + key + " of " + id)).containsExactly("aws-key");
        assertThat(certain(id)).isEmpty();
    }

    @Test
    void whatASecretOfKubernetesHoldsIsMasked() {
        String secret =
                """
                {"kind":"Secret","metadata":{"name":"db"},"data":{"a":"c2VjcmV0LW9uZQ==",
                 "b" : "c2VjcmV0LXR3bw=="},"stringData":{"c":"secret-three"},"type":"Opaque"}""";

        for (String text : List.of(secret, "{\"x\":\"" + secret.replace("\"", "\\\"") + "\"}")) {
            assertThat(REDACTOR.redact(text))
                    .contains("db", "Opaque")
                    .doesNotContain("c2Vj", "secret-three");
        }
        assertThat(REDACTOR.redact(secret.substring(0, 70))).doesNotContain("c2Vj");
    }

    @Test
    void theNameOfAFieldMayTellThatItsValueIsASecret() {
        for (String field :
                List.of(
                        "kubernetes.audit.requestObject.data.tls.key",
                        "kubernetes.audit.responseObject.items.stringData.x",
                        "kubernetes.audit.responseObject.status.token",
                        "kubernetes.audit.requestObject.spec.containers.env.value",
                        "docker.request.body.password",
                        "docker.request.headers.X-Registry-Auth",
                        "aws.cloudtrail.response_elements.credentials.sessionToken")) {
            assertThat((String) REDACTOR.ofField(field).apply("plain words"))
                    .as(field)
                    .matches("<(secret|password):[0-9a-f]{8}>");
        }
        assertThat(REDACTOR.ofField("http.request.headers.authorization").apply("Basic x:y"))
                .asString()
                .matches("Basic <token:[0-9a-f]{8}>");
        assertThat(REDACTOR.ofField("kubernetes.audit.objectRef.name").apply("token"))
                .isEqualTo("token");
        assertThat(REDACTOR.ofField("tripline.jwt.hash").apply("<jwt:12345678>"))
                .isEqualTo("<jwt:12345678>");
    }

    @Test
    void onlyWholeTokensWithTheRightChecksumProveThemselves() {
        String token = SAMPLES.github();
        String other = token.substring(0, 39) + (token.endsWith("a") ? "b" : "a");

        assertThat(certain(other)).isEmpty();
        assertThat(REDACTOR.redact(other)).matches("<github-token:[0-9a-f]{8}>");
        assertThat(certain("token=abcdefghijk password=abcdefghijkl")).isEmpty();
        assertThat(certain("eyJhbGciOiJSUzI1NiJ9.eyJub3QganNvbi.c2ln")).isEmpty();
    }

    @Test
    void secretsAreFoundThroughJsonAndUrlsAndUtf16() {
        String jwt = SAMPLES.jwt();
        String escaped = jwt.replace("e", "\\u0065");
        String twice = "{\"a\":\"{\\\"b\\\":\\\"" + escaped.replace("\\", "\\\\\\\\") + "\\\"}\"}";

        assertThat(REDACTOR.redact(escaped)).isEqualTo(REDACTOR.redact(jwt));
        assertThat(REDACTOR.redact(twice)).contains(REDACTOR.redact(jwt));
        assertThat(REDACTOR.redact("/x?y=" + jwt.replace(".", "%2E").replace("e", "%65")))
                .isEqualTo("/x?y=" + REDACTOR.redact(jwt));
        byte[] utf16 = ("x " + jwt).getBytes(StandardCharsets.UTF_16LE);
        assertThat(SecretFinder.in(Base64.getEncoder().encodeToString(utf16)))
                .extracting(Secret::kind)
                .contains(SecretKind.JWT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=",
                "password",
                "://a:",
                "://",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN ",
                "authorization: ",
                "cookie: a=",
                "a=b;",
                "\"data\":{",
                "\"kind\":\"Secret\"\"data\":{\"a\":\"",
                "--api-key ",
                "--a",
                "-u a:",
                "AKIAIOSFODNN7EXAMPLE ",
                "basic ",
                "%25",
                "\\\\u005c",
                "c2VjcmV0",
                "&a",
                "sig=",
                "mysql -p",
                "docker login -p ",
                "echo a|",
                "htpasswd -b ",
                "curl -b a=",
                "create --from-literal=",
                "x\uFFFF"
            })
    @Timeout(value = 40, threadMode = ThreadMode.SEPARATE_THREAD)
    void hostileTextTakesNoLongTime(String piece) {
        String text = "password curl Cookie: AKIAIOSFODNN7EXAMPLE" + piece.repeat(20_000);

        assertThat(SecretFinder.in(text)).isNotNull();
        assertThat(SecretFinder.in(new Object[] {text, "--token", text})).isNotNull();
    }
}

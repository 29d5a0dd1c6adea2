// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/**
 * What a program is made with, and so what it is called and what its clients call themselves.
 *
 * @param api user agent of its Kubernetes client
 * @param newApi the same after the upgrade of its libraries
 * @param cloud user agent of its AWS client
 * @param newCloud the same after the upgrade
 */
public enum Trade {
    JAVA(
            "/opt/java/openjdk/bin/java",
            "java -XX:MaxRAMPercentage=75 -jar /app/%s.jar",
            "fabric8-kubernetes-client/6.13.1",
            "fabric8-kubernetes-client/6.13.4",
            "aws-sdk-java/2.25.11 Linux/5.10.226-214.880.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/21.0.4"
                    + "+7-LTS Java/21.0.4 vendor/Eclipse_Adoptium md/internal exec-env/unknown"
                    + " io/sync http/Apache cfg/retry-mode/legacy",
            "aws-sdk-java/2.29.6 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.226-214.880.amzn2.x86_64"
                    + " lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS"),
    GO(
            "/app/%s",
            "/app/%s --config=/etc/%s/config.yaml",
            "%s/v0.0.0 (linux/amd64) kubernetes/$Format",
            "%s/v0.0.0 (linux/amd64) kubernetes/$Format",
            "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/sts#1.30.3",
            "aws-sdk-go-v2/1.32.4 ua/2.1 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#amd64 api/sts"
                    + "#1.32.4"),
    PYTHON(
            "/usr/local/bin/python3.11",
            "python -m gunicorn -b 0.0.0.0:8000 %s.wsgi",
            "OpenAPI-Generator/29.0.0/python",
            "OpenAPI-Generator/31.0.0/python",
            "Boto3/1.34.100 md/Botocore#1.34.100 ua/2.0 os/linux#5.10.226-214.880.amzn2.x86_64 md/arch"
                    + "#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy",
            "Boto3/1.35.50 md/Botocore#1.35.50 ua/2.0 os/linux#5.10.226-214.880.amzn2.x86_64 md/arch"
                    + "#x86_64 lang/python#3.11.10 md/pyimpl#CPython cfg/retry-mode#standard"),
    NODE(
            "/usr/local/bin/node",
            "node /usr/src/%s/server.js",
            "node-fetch",
            "node-fetch",
            "aws-sdk-js/3.600.0 ua/2.0 os/linux#5.10.226-214.880.amzn2.x86_64 lang/js md/nodejs#20.15.0",
            "aws-sdk-js/3.679.0 ua/2.1 os/linux#5.10.226-214.880.amzn2.x86_64 lang/js md/nodejs#20.18.0");

    /** When libraries are upgraded. */
    public static final int UPGRADE_DAY = 6;

    private final String executable;
    private final String command;
    private final String api;
    private final String newApi;
    private final String cloud;
    private final String newCloud;

    Trade(
            String executable,
            String command,
            String api,
            String newApi,
            String cloud,
            String newCloud) {
        this.executable = executable;
        this.command = command;
        this.api = api;
        this.newApi = newApi;
        this.cloud = cloud;
        this.newCloud = newCloud;
    }

    public String executable(String program) {
        return executable.replace("%s", program);
    }

    public String command(String program) {
        return command.replace("%s", program);
    }

    public String apiClient(String program, long now) {
        return (isUpgraded(now) ? newApi : api).replace("%s", program);
    }

    public String cloudClient(long now) {
        return isUpgraded(now) ? newCloud : cloud;
    }

    private static boolean isUpgraded(long now) {
        return Almanac.day(now) >= UPGRADE_DAY;
    }
}

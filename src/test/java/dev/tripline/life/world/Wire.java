// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** The ways on which records come to the job; each is a source of it. */
public enum Wire {
    AUDIT("audit", "auto"),
    CLOUD_DEFEND("sensor", "elastic-agent"),
    FALCO("falco", "falco"),
    TETRAGON("tetragon", "tetragon"),
    CLOUDTRAIL("cloudtrail", "cloudtrail"),
    DOCKER("docker", "docker"),
    LOGS("logs", "elastic-agent");

    private final String source;
    private final String format;

    Wire(String source, String format) {
        this.source = source;
        this.format = format;
    }

    public String source() {
        return source;
    }

    public String format() {
        return format;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.List;

/**
 * A program that is run.
 *
 * @param parent the executable that started it
 * @param interactive whether it has a terminal
 */
public record Program(String executable, List<String> args, String parent, boolean interactive) {

    /**
     * @param command whose words are its arguments
     */
    public static Program of(String executable, String command) {
        return new Program(
                executable, List.of(command.split(" ")), "/usr/bin/containerd-shim-runc-v2", false);
    }

    public static Program of(String executable, String... args) {
        return new Program(executable, List.of(args), "/usr/bin/containerd-shim-runc-v2", false);
    }

    /** A shell that is given one command. */
    public static Program shell(String command) {
        return of("/bin/sh", "sh", "-c", command);
    }

    public Program startedBy(String executable) {
        return new Program(this.executable, args, executable, interactive);
    }

    public Program onTerminal() {
        return new Program(executable, args, parent, true);
    }

    public String name() {
        return nameOf(executable);
    }

    static String nameOf(String executable) {
        return executable.substring(executable.lastIndexOf('/') + 1);
    }
}

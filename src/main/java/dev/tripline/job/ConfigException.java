// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

/** A configuration that cannot be used; the message says where and what to do. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}

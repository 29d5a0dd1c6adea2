// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.FieldSet;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the records of one source become events.
 *
 * @param source its name in coordinates and counts
 * @param context what is known of it beforehand
 * @param maxRecordBytes larger records are dead letters
 * @param maxDepth what is nested deeper is malformed
 * @param maxFuture how far ahead of its arrival an event time may be; {@code null} to believe every
 *     time
 * @param maxSkew an event of a topic whose time is farther ahead of its arrival than this counts as
 *     of its arrival
 */
public record IntakeSettings(
        String source,
        SourceFormat format,
        SourceContext context,
        FieldSet fields,
        int maxRecordBytes,
        int maxDepth,
        Duration maxFuture,
        Duration maxSkew)
        implements Serializable {}

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
 * @param maxFuture how far ahead of the wall clock an event time may be; {@code null} to believe
 *     every time
 */
public record IntakeSettings(
        String source,
        SourceFormat format,
        SourceContext context,
        FieldSet fields,
        int maxRecordBytes,
        Duration maxFuture)
        implements Serializable {}

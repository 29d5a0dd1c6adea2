// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.Cluster;
import dev.tripline.format.SourceFormat;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the records of one source become events.
 *
 * @param source its name in coordinates and counts
 * @param maxRecordBytes larger records are dead letters
 * @param maxDepth what is nested deeper is malformed
 * @param maxFuture how far ahead of the wall clock an event time may be; {@code null} to believe
 *     every time
 */
public record IntakeSettings(
        String source,
        SourceFormat format,
        Cluster cluster,
        FieldSet fields,
        Redactor redactor,
        int maxRecordBytes,
        int maxDepth,
        Duration maxFuture)
        implements Serializable {}

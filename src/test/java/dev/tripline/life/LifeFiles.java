// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A life in files, one for each source, to look at what a rule alerted on. */
final class LifeFiles {

    private LifeFiles() {}

    static void write(LifeOptions options, Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<Wire, OutputStream> files = new EnumMap<>(Wire.class);
        try {
            for (Wire wire : Wire.values()) {
                Path file = directory.resolve(wire.source() + ".ndjson.gz");
                files.put(
                        wire,
                        new GZIPOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16));
            }
            for (int part = 0; part < QuietLife.PARTS; part++) {
                Life life = new Life(options, part, QuietLife.PARTS);
                while (life.hasNext()) {
                    Delivery delivery = life.next();
                    OutputStream file = files.get(delivery.on());
                    file.write(delivery.record());
                    file.write('\n');
                }
            }
        } finally {
            for (OutputStream file : files.values()) {
                file.close();
            }
        }
    }
}

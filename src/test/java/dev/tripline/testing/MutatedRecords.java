// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Valid records of all formats, damaged at random; some are left whole, so that records repeat. A
 * format takes part with a file of its records in {@code src/test/resources/dev/tripline/format},
 * one a line.
 */
public final class MutatedRecords {

    private static final Path RECORDS = Path.of("src/test/resources/dev/tripline/format");

    private static final int MAX_DAMAGES = 4;

    /** What is hard to read, or means something to JSON. */
    private static final List<String> STRANGE =
            List.of(
                    "\"",
                    "\\",
                    "\\u",
                    "\\ud83d",
                    "\u0000",
                    "\r",
                    "\uFEFF",
                    "null",
                    "{}",
                    "[]",
                    "1e999",
                    "-0",
                    "9".repeat(400),
                    "[".repeat(600),
                    "{\"a\":".repeat(600),
                    ",\"items\":[]",
                    "\"@timestamp\":\"9999-12-31T23:59:59Z\",");

    private final List<byte[]> valid;
    private final Random random;

    private MutatedRecords(List<byte[]> valid, Random random) {
        this.valid = valid;
        this.random = random;
    }

    /** An endless stream of records, the same for the same seed. */
    public static MutatedRecords of(long seed) throws IOException {
        List<byte[]> valid = new ArrayList<>();
        try (Stream<Path> files = Files.list(RECORDS)) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    valid.add(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new MutatedRecords(valid, new Random(seed));
    }

    public byte[] next() {
        byte[] record = any();
        int damages = random.nextInt(MAX_DAMAGES + 1);
        for (int i = 0; i < damages && record.length > 0; i++) {
            record = damaged(record);
        }
        return record;
    }

    private byte[] any() {
        return valid.get(random.nextInt(valid.size())).clone();
    }

    private byte[] damaged(byte[] record) {
        int place = random.nextInt(record.length);
        int end = place + random.nextInt(Math.min(64, record.length - place) + 1);
        switch (random.nextInt(7)) {
            case 0:
                record[place] ^= (byte) (1 << random.nextInt(8));
                return record;
            case 1:
                return Arrays.copyOf(record, place);
            case 2:
                return Arrays.copyOfRange(record, place, record.length);
            case 3:
                return joined(record, place, new byte[0], end);
            case 4:
                return joined(record, end, Arrays.copyOfRange(record, place, end), end);
            case 5:
                byte[] donor = any();
                return joined(record, place, donor, Math.min(record.length, place + donor.length));
            default:
                String strange = STRANGE.get(random.nextInt(STRANGE.size()));
                return joined(record, place, strange.getBytes(StandardCharsets.UTF_8), place);
        }
    }

    private static byte[] joined(byte[] record, int end, byte[] middle, int rest) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(record, 0, end);
        joined.writeBytes(middle);
        joined.write(record, rest, record.length - rest);
        return joined.toByteArray();
    }
}

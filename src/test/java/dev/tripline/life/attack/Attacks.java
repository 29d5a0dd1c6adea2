// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.util.List;
import java.util.stream.Stream;

/** Who does not live here: all attacks, one after another on one day. */
public final class Attacks implements Resident {

    public static final List<Attack> CATALOGUE =
            Stream.of(
                            TokenThefts.all(),
                            SecretThefts.all(),
                            Trespasses.all(),
                            RuntimeThefts.all(),
                            CloudThefts.all())
                    .flatMap(List::stream)
                    .toList();

    /** Namespace and name of a secret that nobody has business with. */
    static final String DECOY_NAMESPACE = "shop";

    static final String DECOY = "payment-gateway-master-key";

    /** As a value list names it. */
    public static final String DECOY_SECRET = DECOY_NAMESPACE + "/" + DECOY;

    private final int day;

    /**
     * @param day on which they come
     */
    public Attacks(int day) {
        this.day = day;
    }

    @Override
    public void settle(Town town) {
        long time = Almanac.at(day, 1, 0);
        for (Attack attack : CATALOGUE) {
            time += 25 * Almanac.MINUTE;
            town.timetable()
                    .at(
                            time,
                            now ->
                                    town.post()
                                            .during(attack.name(), () -> attack.commit(town, now)));
        }
    }
}

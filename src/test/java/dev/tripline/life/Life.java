// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.attack.Attacks;
import dev.tripline.life.resident.Administrator;
import dev.tripline.life.resident.CloudAccount;
import dev.tripline.life.resident.ControlPlane;
import dev.tripline.life.resident.CronJobs;
import dev.tripline.life.resident.Dashboard;
import dev.tripline.life.resident.Developer;
import dev.tripline.life.resident.DockerHosts;
import dev.tripline.life.resident.GitOps;
import dev.tripline.life.resident.Kubelets;
import dev.tripline.life.resident.NightShift;
import dev.tripline.life.resident.NodeAgents;
import dev.tripline.life.resident.Observers;
import dev.tripline.life.resident.Outsiders;
import dev.tripline.life.resident.Person;
import dev.tripline.life.resident.Pipelines;
import dev.tripline.life.resident.Scalers;
import dev.tripline.life.resident.SecretKeepers;
import dev.tripline.life.resident.Service;
import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Fleet;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Workload;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All that happens in some days, as records in the order in which they come. It can be lived in
 * parts that run beside each other: each has some of the inhabitants.
 */
final class Life implements Iterator<Delivery> {

    private static final int DEVELOPERS = 150;
    private static final int ADMINISTRATORS = 4;

    private final Town town;
    private Delivery next;

    /**
     * @param part of {@code parts}, from 0
     */
    Life(LifeOptions options, int part, int parts) {
        town = Town.of(options.seed(), options.scale(), options.almanac(), part);
        List<Resident> residents = residents(options);
        for (int i = part; i < residents.size(); i += parts) {
            residents.get(i).settle(town);
        }
    }

    private List<Resident> residents(LifeOptions options) {
        Fleet fleet = town.fleet();
        List<Resident> residents = new ArrayList<>();
        fleet.nodes().forEach(node -> residents.add(new Kubelets(List.of(node))));
        fleet.nodes().forEach(node -> residents.add(new NodeAgents(List.of(node))));
        residents.add(new Kubelets(fleet.visitors()));
        residents.add(new NodeAgents(fleet.visitors()));
        residents.add(new ControlPlane());
        residents.add(new Observers());
        residents.add(new Scalers());
        residents.add(new GitOps());
        residents.add(new SecretKeepers());
        residents.add(new NightShift());
        residents.add(new Outsiders());
        residents.add(new Dashboard());
        residents.add(new Pipelines());
        residents.add(new CloudAccount());
        residents.add(new DockerHosts());
        fleet.teams().forEach(team -> residents.add(new CronJobs(team)));
        fleet.workloads().forEach(each -> residents.add(new Service(each)));
        fleet.newcomers().forEach(each -> residents.add(new Service(each)));
        people(options, residents);
        residents.add(new Attacks(options.learningDays() + 1));
        return residents;
    }

    /** Colleagues begin on the fourth day and every fourth after it, and in each new team. */
    private void people(LifeOptions options, List<Resident> residents) {
        List<String> teams = town.fleet().teams();
        int number = 0;
        for (; number < ADMINISTRATORS; number++) {
            residents.add(new Administrator(person(options, number, "kube-system")));
        }
        int developers = Math.max(12, (int) (DEVELOPERS * options.scale()));
        for (; number < ADMINISTRATORS + developers; number++) {
            String team = teams.get(number % teams.size());
            residents.add(new Developer(person(options, number, team), Almanac.START));
        }
        for (int day = 4; day <= options.days(); day += 4) {
            String team = teams.get(day % teams.size());
            residents.add(new Developer(person(options, number++, team), Almanac.at(day, 9, 0)));
        }
        for (Workload fresh : town.fleet().newcomers()) {
            if (!teams.contains(fresh.namespace())) {
                residents.add(
                        new Developer(person(options, number++, fresh.namespace()), fresh.born()));
            }
        }
    }

    private static Person person(LifeOptions options, int number, String team) {
        return Person.of(options.seed(), number, team);
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = town.next();
        }
        return next != null;
    }

    @Override
    public Delivery next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Delivery delivery = next;
        next = null;
        return delivery;
    }
}

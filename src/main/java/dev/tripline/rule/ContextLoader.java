// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Suggestion;
import dev.tripline.eql.ValueList;
import dev.tripline.format.CallerClass;
import dev.tripline.format.CallerClasses;
import dev.tripline.format.CallerClasses.Members;
import dev.tripline.format.ExpectedNetworks;
import dev.tripline.format.ExpectedNetworks.Network;
import dev.tripline.format.IpBlock;
import dev.tripline.format.NamePatterns;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlPaths;
import dev.tripline.toml.TomlSection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads context files: the one that comes with the program, and over it those of a deployment. */
final class ContextLoader {

    private static final String SHIPPED = "context.toml";
    private static final List<String> KEYS = List.of("lists", "more", "identity", "network");
    private static final String REFERENCE = "$";

    private final Map<String, List<String>> lists = new TreeMap<>();

    /** Which file of the deployment's gives a list. */
    private final Map<String, String> givenBy = new HashMap<>();

    /** Which hold these entries, whatever files say. */
    private final Map<String, List<String>> fixed;

    private final List<Members> members = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final List<RuleError> errors = new ArrayList<>();

    private ContextLoader(Map<String, List<String>> fixed) {
        this.fixed = fixed;
    }

    static DeploymentContext shipped() {
        ContextLoader loader = new ContextLoader(Map.of());
        loader.read(List.of(shippedFile()));
        if (!loader.errors.isEmpty()) {
            throw new IllegalStateException(loader.errors.toString());
        }
        return loader.result(List.of(), List.of(), List.of());
    }

    private static TomlFile shippedFile() {
        try (InputStream stream = ContextLoader.class.getResourceAsStream(SHIPPED)) {
            return new TomlFile(SHIPPED, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DeploymentContext load(Collection<Path> paths, Map<String, List<String>> fixed)
            throws RuleException {
        ContextLoader loader = new ContextLoader(fixed);
        List<TomlFile> files = new ArrayList<>();
        TomlPaths.open(paths, "context", files::add, loader::refuse);
        TomlFile shipped = shippedFile();
        loader.readLists(shipped);
        loader.givenBy.clear();
        loader.read(files);
        List<Members> own = List.copyOf(loader.members);
        List<Network> ownNetworks = List.copyOf(loader.networks);
        loader.members.clear();
        loader.networks.clear();
        loader.readCallersAndNetworks(shipped);
        if (!loader.errors.isEmpty()) {
            throw new RuleException(loader.errors.stream().sorted().toList());
        }
        return loader.result(List.copyOf(paths), own, ownNetworks);
    }

    /** Lists first: what adds to them and what names them may stand in any file. */
    private void read(List<TomlFile> files) {
        List<TomlFile> good = files.stream().filter(file -> file.errors().isEmpty()).toList();
        good.forEach(this::readLists);
        good.forEach(this::readMore);
        lists.putAll(fixed);
        good.forEach(this::readCallersAndNetworks);
        files.forEach(file -> file.errors().stream().map(RuleError::of).forEach(errors::add));
    }

    private void readLists(TomlFile file) {
        file.root().refuseOthers(KEYS);
        Optional<TomlSection> section = file.section("lists");
        for (String name : section.map(TomlSection::keys).orElse(List.of())) {
            String other = givenBy.putIfAbsent(name, file.name());
            if (!ValueList.isName(name)) {
                section.get()
                        .refuse(
                                name,
                                "queries cannot name a list \""
                                        + name
                                        + "\"; use only letters, digits and \"_\", a digit not"
                                        + " first");
            } else if (other != null) {
                section.get()
                        .refuse(
                                name,
                                "lists."
                                        + name
                                        + " is given in "
                                        + other
                                        + " already; add to it under [more]");
            } else {
                lists.put(name, texts(section.get(), name));
            }
        }
    }

    private void readMore(TomlFile file) {
        Optional<TomlSection> section = file.section("more");
        for (String name : section.map(TomlSection::keys).orElse(List.of())) {
            if (lists.containsKey(name)) {
                List<String> all = new ArrayList<>(lists.get(name));
                all.addAll(texts(section.get(), name));
                lists.put(name, all);
            } else {
                section.get().refuse(name, noList(name));
            }
        }
    }

    private void readCallersAndNetworks(TomlFile file) {
        for (TomlSection identity : file.root().tables("identity")) {
            identity.refuseOthers(List.of("class", "users", "clusters"));
            Optional<CallerClass> callerClass = callerClass(identity);
            NamePatterns users = NamePatterns.of(users(identity));
            NamePatterns clusters = clusters(identity);
            callerClass.ifPresent(one -> members.add(new Members(one, users, clusters)));
        }
        for (TomlSection network : file.root().tables("network")) {
            network.refuseOthers(List.of("clusters", "expected"));
            networks.add(new Network(clusters(network), blocks(network)));
        }
    }

    private static Optional<CallerClass> callerClass(TomlSection identity) {
        String word = identity.requiredText("class");
        Optional<CallerClass> found = CallerClass.of(word);
        if (found.isEmpty() && !word.isBlank()) {
            identity.refuse(
                    "class",
                    "identity.class is \"" + word + "\"; use one of " + CallerClass.words());
        }
        return found;
    }

    /** With the entries of the lists among them. */
    private List<String> users(TomlSection identity) {
        List<String> users = new ArrayList<>();
        for (String user : identity.requiredTexts("users")) {
            String list = user.startsWith(REFERENCE) ? user.substring(1) : null;
            if (list == null) {
                users.add(user);
            } else if (lists.containsKey(list)) {
                users.addAll(lists.get(list));
            } else {
                identity.refuse("users", noList(list));
            }
        }
        return users;
    }

    private static NamePatterns clusters(TomlSection section) {
        return section.value("clusters") == null
                ? NamePatterns.ANY
                : NamePatterns.of(section.requiredTexts("clusters"));
    }

    private static List<IpBlock> blocks(TomlSection network) {
        List<IpBlock> blocks = new ArrayList<>();
        for (String text : network.requiredTexts("expected")) {
            Optional<IpBlock> block = IpBlock.parse(text);
            block.ifPresent(blocks::add);
            if (block.isEmpty()) {
                network.refuse(
                        "expected",
                        "\""
                                + text
                                + "\" is neither an address nor a block such as \"10.0.0.0/8\" or"
                                + " \"fd00::/8\"");
            }
        }
        return blocks;
    }

    private static List<String> texts(TomlSection section, String key) {
        List<String> texts = section.texts(key);
        if (texts.stream().anyMatch(String::isBlank)) {
            section.refuse(
                    key, section.path(key) + " has an empty entry; take it out or fill it in");
        }
        return texts;
    }

    private String noList(String name) {
        String nearest = Suggestion.nearest(name, lists.keySet());
        return "there is no list \""
                + name
                + "\"; "
                + (nearest == null ? "give it under [lists]" : "did you mean \"" + nearest + "\"?");
    }

    private void refuse(Path path, String message) {
        errors.add(new RuleError(path.toString(), 1, 1, message));
    }

    /** Of a class that the deployment's own files name, only what they say counts. */
    private DeploymentContext result(
            List<Path> files, List<Members> own, List<Network> ownNetworks) {
        Set<CallerClass> named = EnumSet.noneOf(CallerClass.class);
        own.forEach(some -> named.add(some.callerClass()));
        List<Members> all = new ArrayList<>(own);
        members.stream().filter(some -> !named.contains(some.callerClass())).forEach(all::add);
        List<IpBlock> otherwise = new ArrayList<>();
        networks.forEach(network -> otherwise.addAll(network.blocks()));
        return new DeploymentContext(
                files,
                lists.entrySet().stream()
                        .map(list -> new ValueList(list.getKey(), list.getValue()))
                        .toList(),
                new CallerClasses(all),
                new ExpectedNetworks(ownNetworks, otherwise));
    }
}

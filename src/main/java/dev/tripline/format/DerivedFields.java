// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Fields that no source sends but every source's events have, so that rules need not know the
 * sources' dialects. Each is a function of other fields and is computed only if a rule asks for it.
 * {@code docs/fields.md} describes them.
 */
public final class DerivedFields {

    /** The cluster that an event belongs to, as far as it can be known. */
    public static final String CLUSTER = "tripline.cluster";

    /** True if the event's own time was not believed; intake sets it. */
    public static final String TIME_SKEWED = "tripline.time.skewed";

    private static final String USER_EXTRA =
            "kubernetes.audit.user.extra.authentication.kubernetes.io/";

    /** In the order in which they are computed: one may be read from those before it. */
    private static final List<Subject<?>> ALL =
            List.of(
                    Subject.field(
                            CLUSTER,
                            List.of("orchestrator.cluster.id", "orchestrator.cluster.name"),
                            (in, source) ->
                                    source.cluster()
                                            .resolve(Event.first(in[0]), Event.first(in[1]))),
                    Subject.of(
                                    List.of("kubernetes.audit.user.username"),
                                    (in, source) -> Caller.of(in[0]))
                            .with("tripline.caller.kind", Caller::kind)
                            .with("tripline.caller.namespace", Caller::namespace)
                            .with("tripline.caller.service_account", Caller::serviceAccount),
                    Subject.field(
                            "tripline.caller.class",
                            List.of(CLUSTER, "kubernetes.audit.user.username"),
                            (in, source) -> word(source.callers().of((String) in[0], in[1]))),
                    Subject.field(
                            "tripline.caller.principal",
                            List.of("kubernetes.audit.user.username"),
                            (in, source) -> Caller.principal(in[0])),
                    Subject.field(
                            "tripline.caller.cohort",
                            List.of(
                                    "tripline.caller.kind",
                                    "tripline.caller.principal",
                                    "kubernetes.audit.user.groups"),
                            (in, source) -> Caller.cohort(in[0], in[1], in[2])),
                    Subject.field(
                            "tripline.caller.pod.name",
                            List.of(USER_EXTRA + "pod-name"),
                            (in, source) -> Event.first(in[0])),
                    Subject.field(
                            "tripline.caller.pod.uid",
                            List.of(USER_EXTRA + "pod-uid"),
                            (in, source) -> Event.first(in[0])),
                    Subject.field(
                            "tripline.caller.credential_id",
                            List.of(USER_EXTRA + "credential-id"),
                            (in, source) -> Caller.credentialId(in[0])),
                    Subject.of(
                                    List.of("kubernetes.audit.sourceIPs", "source.ip"),
                                    (in, source) -> Peer.of(in[0], in[1], source.trustedProxies()))
                            .with("tripline.peer.ip", Peer::ip)
                            .with("tripline.peer.forged", Peer::forged),
                    Subject.field(
                            "tripline.peer.expected",
                            List.of(CLUSTER, "tripline.peer.ip"),
                            (in, source) -> source.networks().expect((String) in[0], in[1])),
                    Subject.field(
                            "tripline.workload.name",
                            List.of(
                                    "tripline.caller.pod.name",
                                    "kubernetes.audit.user.username",
                                    "orchestrator.resource.type",
                                    "orchestrator.resource.name"),
                            (in, source) -> Workload.of(in[0], in[1], in[2], in[3])),
                    Subject.field(
                            "tripline.user_agent.family",
                            List.of("kubernetes.audit.userAgent", "user_agent.original"),
                            (in, source) -> UserAgent.family(in[0] == null ? in[1] : in[0])),
                    Subject.of(
                                    List.of(
                                            "kubernetes.audit.requestURI",
                                            "protoPayload.resourceName",
                                            "kubernetes.audit.verb",
                                            "http.request.method",
                                            "kubernetes.audit.objectRef.namespace",
                                            "kubernetes.audit.objectRef.resource",
                                            "kubernetes.audit.objectRef.subresource",
                                            "kubernetes.audit.objectRef.name",
                                            "kubernetes.audit.requestObject.command"),
                                    (in, source) ->
                                            ApiRequest.of(
                                                    in[0],
                                                    new ApiRequest.Stated(
                                                            in[1], in[2], in[3], in[4], in[5],
                                                            in[6], in[7], in[8])))
                            .with("tripline.request.verb", ApiRequest::verb)
                            .with("tripline.request.namespace", ApiRequest::namespace)
                            .with("tripline.request.resource", ApiRequest::resource)
                            .with("tripline.request.subresource", ApiRequest::subresource)
                            .with("tripline.request.name", ApiRequest::name)
                            .with("tripline.request.command", ApiRequest::command)
                            .with(
                                    "tripline.request.command_line",
                                    request -> ShellText.of(request.command()))
                            .with("tripline.request.path", ApiRequest::path)
                            .with("tripline.request.proxied", ApiRequest::proxied)
                            .with("tripline.request.parameters", ApiRequest::parameters),
                    Subject.field(
                            "tripline.request.workload",
                            List.of("tripline.request.resource", "tripline.request.name"),
                            (in, source) ->
                                    "pods".equals(in[0]) && in[1] instanceof String pod
                                            ? Workload.ofPod(pod)
                                            : null),
                    Subject.field(
                            "tripline.request.dry_run",
                            List.of(
                                    "tripline.request.verb",
                                    "tripline.request.parameters",
                                    "kubernetes.audit.requestObject.dryRun"),
                            (in, source) -> in[0] == null ? null : DryRun.of(in[1], in[2])),
                    Subject.field(
                            "tripline.request.outcome",
                            List.of(
                                    "tripline.request.verb",
                                    "kubernetes.audit.stage",
                                    "kubernetes.audit.responseStatus.code",
                                    "kubernetes.audit.annotations.authorization.k8s.io/decision",
                                    "event.outcome"),
                            (in, source) ->
                                    in[0] == null
                                            ? null
                                            : RequestOutcome.of(in[1], in[2], in[3], in[4])),
                    Subject.field(
                            "tripline.request.reach",
                            List.of(
                                    "tripline.caller.kind",
                                    "tripline.caller.namespace",
                                    "kubernetes.audit.user.username",
                                    "kubernetes.audit.user.groups",
                                    "tripline.request.resource",
                                    "tripline.request.namespace"),
                            (in, source) -> Reach.of(in[0], in[1], in[2], in[3], in[4], in[5])),
                    Subject.field(
                            "tripline.path.canonical",
                            List.of(
                                    "file.path",
                                    "process.args",
                                    "process.command_line",
                                    "process.working_directory",
                                    "tripline.request.command_line"),
                            (in, source) ->
                                    CanonicalPath.all(
                                            in[0], new Object[] {in[1], in[2]}, in[3], in[4])),
                    Subject.field(
                            "tripline.path.owner",
                            List.of("tripline.path.canonical"),
                            (in, source) -> CanonicalPath.owners(in[0])),
                    Subject.field("tripline.place", Place.INPUTS, (in, source) -> Place.of(in)),
                    Subject.field(
                            "tripline.docker.operation",
                            List.of(
                                    "docker.api.path",
                                    "url.path",
                                    "http.request.method",
                                    "process.name",
                                    "process.args"),
                            (in, source) ->
                                    in[0] != null || in[1] != null
                                            ? DockerRequest.operation(in[0], in[1], in[2])
                                            : DockerCommand.operation(in[3], in[4])),
                    Subject.field(
                            "tripline.source.network",
                            List.of("source.ip"),
                            (in, source) -> SourceNetwork.of(Event.first(in[0]))),
                    Subject.field(
                            "tripline.endpoint.foreign",
                            List.of(
                                    "aws.cloudtrail.vpc_endpoint_account_id",
                                    "aws.cloudtrail.user_identity.account_id"),
                            (in, source) ->
                                    in[0] == null || in[1] == null
                                            ? null
                                            : !Event.first(in[0]).equals(Event.first(in[1]))),
                    Subject.of(MetadataAccess.INPUTS, (in, source) -> MetadataAccess.of(in))
                            .with("tripline.metadata.host", MetadataAccess::host)
                            .with("tripline.metadata.provider", MetadataAccess::provider)
                            .with("tripline.metadata.credential", MetadataAccess::credential)
                            .with("tripline.metadata.asked", MetadataAccess::asked),
                    Subject.of(
                                    JwtClaims.INPUTS,
                                    (in, source) -> JwtClaims.in(in, source.redactor()))
                            .with("tripline.jwt.issuer", each(JwtClaims::issuer))
                            .with("tripline.jwt.subject", each(JwtClaims::subject))
                            .with("tripline.jwt.audience", JwtClaims::audience)
                            .with("tripline.jwt.jti", each(JwtClaims::id))
                            .with("tripline.jwt.expires", each(JwtClaims::expires))
                            .with("tripline.jwt.namespace", each(JwtClaims::namespace))
                            .with("tripline.jwt.service_account", each(JwtClaims::serviceAccount))
                            .with("tripline.jwt.pod", each(JwtClaims::pod))
                            .with("tripline.jwt.pod_uid", each(JwtClaims::podUid))
                            .with("tripline.jwt.node", each(JwtClaims::node))
                            .with("tripline.jwt.hash", each(JwtClaims::hash)),
                    Subject.field(
                            "tripline.jwt.expired",
                            List.of("tripline.jwt.expires", "@timestamp"),
                            (in, source) -> JwtClaims.areExpired(in[0], in[1])),
                    Subject.of(
                                    ShownSecrets.INPUTS,
                                    (in, source) -> ShownSecrets.in(in, source.redactor()))
                            .with("tripline.secret.kind", ShownSecrets::kinds)
                            .with("tripline.secret.hash", ShownSecrets::hashes),
                    Subject.field(TIME_SKEWED, List.of(), (in, source) -> null));

    private DerivedFields() {}

    private static String word(CallerClass callerClass) {
        return callerClass == null ? null : callerClass.word();
    }

    private static Function<List<JwtClaims>, Object> each(Function<JwtClaims, Object> claim) {
        return tokens -> FieldValues.of(tokens, claim);
    }

    /** All names, in the order in which they are documented. */
    public static List<String> names() {
        return ALL.stream().flatMap(subject -> subject.names().stream()).toList();
    }

    /**
     * The fields that events must have so that {@code wanted} can be answered: these and what they
     * derive from.
     */
    public static FieldSet complete(Collection<String> wanted) {
        Set<String> all = new TreeSet<>(wanted);
        for (int i = ALL.size() - 1; i >= 0; i--) {
            if (ALL.get(i).names().stream().anyMatch(all::contains)) {
                all.addAll(ALL.get(i).inputs());
            }
        }
        return FieldSet.of(all);
    }

    /**
     * The derived fields that events can have.
     *
     * @param has whether they can have a field that is no derived one
     */
    static Set<String> from(Predicate<String> has) {
        Set<String> known = new HashSet<>();
        for (Subject<?> subject : ALL) {
            if (subject.names().contains(CLUSTER)
                    || subject.inputs().isEmpty()
                    || subject.inputs().stream().anyMatch(has.or(known::contains))) {
                known.addAll(subject.names());
            }
        }
        return known;
    }

    /** Fills the derived slots that {@code fields} has. Not thread-safe. */
    static Deriver deriver(FieldSet fields, SourceContext source) {
        List<Consumer<Object[]>> fillings =
                ALL.stream()
                        .filter(subject -> isWanted(subject, fields))
                        .<Consumer<Object[]>>map(subject -> subject.filling(fields, source))
                        .toList();
        return values -> fillings.forEach(filling -> filling.accept(values));
    }

    private static boolean isWanted(Subject<?> subject, FieldSet fields) {
        return subject.names().stream().anyMatch(name -> fields.slot(name) != FieldSet.ABSENT);
    }

    /** Computes derived fields in place. */
    interface Deriver {
        void derive(Object[] values);
    }
}

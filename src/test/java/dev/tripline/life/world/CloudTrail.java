// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** The account's record of calls to AWS. */
public final class CloudTrail {

    private final Post post;
    private final Dice dice;
    private final Json json = new Json();

    public CloudTrail(Post post, Dice dice) {
        this.post = post;
        this.dice = dice;
    }

    /**
     * @param identity JSON of {@code userIdentity}
     * @param call service and name: {@code s3:ListBuckets}
     * @param parameters JSON of the request, or {@code null}
     * @param answer JSON of the response, or {@code null}
     */
    public void call(
            long now,
            String identity,
            String call,
            String ip,
            String userAgent,
            String parameters,
            String answer) {
        call(now, identity, call, ip, userAgent, parameters, answer, null);
    }

    /** The same, refused with an error. */
    public void call(
            long now,
            String identity,
            String call,
            String ip,
            String userAgent,
            String parameters,
            String answer,
            String error) {
        int colon = call.indexOf(':');
        String service = call.substring(0, colon);
        String name = call.substring(colon + 1);
        boolean reads =
                name.startsWith("Get") || name.startsWith("List") || name.startsWith("Describe");
        json.begin()
                .text("eventVersion", "1.11")
                .raw("userIdentity", identity)
                .time("eventTime", now, 0, dice)
                .text("eventSource", service + ".amazonaws.com")
                .text("eventName", name)
                .text("awsRegion", Company.REGION)
                .text("sourceIPAddress", ip)
                .text("userAgent", userAgent);
        if (error != null) {
            json.text("errorCode", error).text("errorMessage", "not authorized");
        }
        json.raw("requestParameters", parameters == null ? "null" : parameters)
                .raw("responseElements", answer == null ? "null" : answer)
                .uuid("requestID", dice)
                .uuid("eventID", dice)
                .flag("readOnly", reads)
                .text("eventType", "AwsApiCall")
                .flag("managementEvent", true)
                .text("recipientAccountId", Company.ACCOUNT)
                .text("eventCategory", "Management");
        post.send(Wire.CLOUDTRAIL, now, json.end());
    }

    /** The session of an instance's role. */
    public static String instance(Node node, String accessKey, long since) {
        return session(
                "eks-node", node.instance(), accessKey, since, ",\"ec2RoleDelivery\":\"2.0\"");
    }

    /** The session of any other role. */
    public static String role(String role, String session, String accessKey, long since) {
        return session(role, session, accessKey, since, "");
    }

    /**
     * @param more of the session's context
     */
    public static String session(
            String role, String session, String accessKey, long since, String more) {
        String issuer = "AROA" + Dice.of(1, role).key(17);
        String arn = "arn:aws:sts::" + Company.ACCOUNT + ":assumed-role/" + role + "/" + session;
        return "{\"type\":\"AssumedRole\",\"principalId\":\""
                + issuer
                + ":"
                + session
                + "\",\"arn\":\""
                + arn
                + "\",\"accountId\":\""
                + Company.ACCOUNT
                + "\",\"accessKeyId\":\""
                + accessKey
                + "\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\""
                + issuer
                + "\",\"arn\":\"arn:aws:iam::"
                + Company.ACCOUNT
                + ":role/"
                + role
                + "\",\"accountId\":\""
                + Company.ACCOUNT
                + "\",\"userName\":\""
                + role
                + "\"},\"attributes\":{\"creationDate\":\""
                + Stamp.seconds(since)
                + "\",\"mfaAuthenticated\":\"false\"}"
                + more
                + "}}";
    }

    /** A service account of the cluster that asks for its role. */
    public static String webIdentity(String namespace, String account) {
        String subject = "system:serviceaccount:" + namespace + ":" + account;
        String provider =
                "arn:aws:iam::"
                        + Company.ACCOUNT
                        + ":oidc-provider/oidc.eks."
                        + Company.REGION
                        + ".amazonaws.com/id/5D2F0E9C";
        return "{\"type\":\"WebIdentityUser\",\"principalId\":\""
                + provider
                + ":sts.amazonaws.com:"
                + subject
                + "\",\"userName\":\""
                + subject
                + "\",\"identityProvider\":\""
                + provider
                + "\"}";
    }

    /** A service of AWS itself. */
    public static String service(String name) {
        return "{\"type\":\"AWSService\",\"invokedBy\":\"" + name + ".amazonaws.com\"}";
    }
}

/** These plugins keep counters, and so have a policy that says where. */
export const COUNTING_PLUGINS: readonly string[] = ['rate-limiting', 'response-ratelimiting'];

/**
 * These plugins come with Kong, up to 3.3 (kong/constants.lua). The list only serves to notice misspelt names: a plugin that
 * is not in it may be the user's own.
 */
export const BUNDLED_PLUGINS: readonly string[] = [
  ...['acl', 'acme', 'aws-lambda', 'azure-functions', 'basic-auth', 'bot-detection', 'correlation-id', 'cors'],
  ...['datadog', 'file-log', 'grpc-gateway', 'grpc-web', 'hmac-auth', 'http-log', 'ip-restriction', 'jwt', 'key-auth'],
  ...['ldap-auth', 'loggly', 'oauth2', 'opentelemetry', 'post-function', 'pre-function', 'prometheus', 'proxy-cache'],
  ...['rate-limiting', 'request-size-limiting', 'request-termination', 'request-transformer', 'response-ratelimiting'],
  ...['response-transformer', 'session', 'statsd', 'syslog', 'tcp-log', 'udp-log', 'zipkin'],
];

/** What the package's options for Java 11 open of Java's own modules. */
export function moduleFlags(): string[] {
  const opened = [
    'base/jdk.internal.misc', 'base/jdk.internal.ref', 'base/sun.nio.ch', 'base/java.lang.module',
    'base/jdk.internal.loader', 'base/jdk.internal.reflect', 'base/jdk.internal.math', 'base/jdk.internal.module',
    'base/jdk.internal.util.jar', 'rmi/sun.rmi.registry', 'rmi/sun.rmi.server', 'sql/java.sql',
    'management.rmi/com.sun.jmx.remote.internal.rmi',
  ].map((name) => `java.${name}`); // prettier-ignore
  return [...opened, 'jdk.management/com.sun.management.internal'].flatMap((name) => [
    `--add-exports=${name}=ALL-UNNAMED`,
    `--add-opens=${name}=ALL-UNNAMED`,
  ]);
}

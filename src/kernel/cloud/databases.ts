import type { Figure } from '../figure';
import type { DiskFacts } from './services';

/** The managed relational database of a cloud. */
export interface DatabaseFacts {
  /** Name of the service for people, e.g. `Amazon RDS`. */
  readonly service: string;
  /** Machine types, of which sizing takes the first that is large enough. */
  readonly machines: readonly DatabaseMachine[];
  /** Source and date of their sizes and prices. */
  readonly machineSource: { readonly source: string; readonly date: string };
  /** Region whose prices stand for those of regions that have none in the list. */
  readonly pricedRegion: string;
  /** Pattern of names of machine types that a spec may state although the list does not have them. */
  readonly machineForm: { readonly pattern: RegExp; readonly example: string };
  readonly disk: DiskFacts;
  /** Smallest disk that is sold. */
  readonly leastGib: Figure;
  /** Connections that the service lets each GiB of memory have, and the most that an instance may have. */
  readonly connectionsPerGib: Figure;
  readonly mostConnections: Figure;
  /** True if the instance takes addresses from subnets of the datacenter's network. */
  readonly needsSubnets: boolean;
  /**
   * Regions whose certificates topogen knows, so that nodes can tell the instance from an impostor; undefined if each
   * instance brings its own.
   */
  readonly regions: readonly string[] | undefined;
  /**
   * Size of a segment of the server's log. The service begins one every few minutes, so that backups have all that was
   * written, and a replica gets it whole.
   */
  readonly logSegmentMib: Figure;
  /** Lag that the service tells of a replica which has everything, while nothing is written to its primary: so much at most. */
  readonly quietLagSeconds: Figure;
  readonly backupNews: BackupNews;
  /** Replicas that one primary may have. */
  readonly mostReplicas: number;
  /**
   * Regions to which the service copies backups, by the region of the instance; undefined if it stores them in any. A region that is
   * missing copies to none.
   */
  readonly backupRegions:
    { readonly regions: Readonly<Record<string, readonly string[]>>; readonly date: string } | undefined;
  /** Days that backups may be kept for. */
  readonly backupDays: { readonly least: number; readonly most: number };
  readonly commands: DatabaseCommands;
}

export interface DatabaseMachine {
  readonly type: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** On-demand USD per hour of one machine, without its standby, by region; a missing region is unknown, never 0. */
  readonly usdPerHour: Readonly<Record<string, number>>;
}

/** News that the service gives of its daily backups, by which an alarm knows that one is missing. */
export interface BackupNews {
  /** True if it tells of each that failed too. */
  readonly failures: boolean;
  /** Backups in a row of which nothing may be heard, although all is well. @default it tells of each */
  readonly unheard?: Figure;
}

/** Shell commands of the cloud's own program for operators, each one line or several. */
export interface DatabaseCommands {
  /** Shows state, address, zone and disk. */
  show(at: DatabaseAt): string;
  /** Lets the standby take over, for a test or before work on a zone. */
  failOver(at: DatabaseAt): string;
  /**
   * Makes changes that wait for the maintenance window now, and waits for them; empty if the cloud makes each change
   * as it is applied.
   */
  hasten(at: DatabaseAt): string;
  /** Makes a backup now, and waits for it. */
  backUp(at: DatabaseAt, label: string): string;
  /** Lists backups, and the time that the data can be taken back to. */
  listBackups(at: DatabaseAt): string;
  /** Lists what the service has said of the instance in two weeks, its backups among it; empty if `listBackups` has all of that. */
  listEvents(at: DatabaseAt): string;
  /**
   * Lists copies of backups in a second region, with the moments that each can be taken back to; empty if `listBackups` does.
   *
   * @param instance name of the instance whose backups they are
   */
  listBackupCopies(at: DatabaseAt, there: string): string;
  /**
   * Brings what such a backup has to the instance that was made anew in the second region: beside it as the copy that `nameCopy`
   * names, or into it.
   */
  restoreBackupCopy(at: DatabaseAt, there: string): string;
  /**
   * Lets the copies of backups in a second region follow the instance that took the place of another; empty if they do by themselves.
   *
   * @param stack its stack
   */
  followPlace(stack: string, there: string): string;
  /** Tells the shell how the copy is called that the next two make and use. */
  nameCopy(at: DatabaseAt): string;
  /** Makes that copy, with the data of a moment, beside the one that stands. */
  restore(at: DatabaseAt, moment: string): string;
  /** Prints the address by which a machine of Kong's reaches the copy. */
  findCopy(at: DatabaseAt): string;
  /** Takes away what `findCopy` made; empty if that is nothing. */
  leaveCopy(at: DatabaseAt): string;
  /**
   * Puts the copy in the place of the one that stands, which is kept under another name, and makes Terraform take it
   * for its own.
   *
   * @param stack folder of the cluster stack
   */
  takePlace(at: DatabaseAt, stack: string): string;
  /** Cuts every client off from the instance, at once and until Terraform is applied to it; replicas follow it still. */
  fence(at: DatabaseAt): string;
  /** Makes the next authority of the server, which it does not use yet; empty if the service does all by itself. */
  makeAuthority(at: DatabaseAt): string;
  /** Makes the server use that authority. */
  useAuthority(at: DatabaseAt): string;
  /** Lists changes that wait for the maintenance window; empty if the cloud makes each change as it is applied. */
  listWaiting(at: DatabaseAt): string;
  /** Makes a replica an instance of its own. */
  promote(at: DatabaseAt): string;
  /**
   * Makes Terraform take for its own what a promoted replica has of its former primary and a primary's stack builds;
   * empty if that is nothing.
   *
   * @param stack folder of the cluster stack
   */
  adopt(at: DatabaseAt, stack: string): string;
  /**
   * Destroys a former primary that the tree has no more, whose protection holds the apply up.
   *
   * @param stack folder of the cluster stack
   */
  retire(at: DatabaseAt, stack: string): string;
}

/** An instance, as commands name it. */
export interface DatabaseAt {
  /** Names of the network and of the subnet of the instance, where these are the user's own. */
  readonly existing?: { readonly network: string; readonly subnet: string };
  /** Shell word for its name, e.g. `"$INSTANCE"`. */
  readonly instance: string;
  /** Name of its resources in the stack, or the beginning of it. */
  readonly resource: string;
  /** User that Terraform makes with it. */
  readonly adminUser: string;
  readonly region: string;
  readonly project?: string;
}

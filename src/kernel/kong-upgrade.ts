/** The generation of a pool: clients use one colour while the other is prepared or removed. */
export const POOL_COLOURS = ['blue', 'green'] as const;

export type PoolColour = (typeof POOL_COLOURS)[number];

/** Returns the colour of the pool beside this one. */
export function otherColour(colour: PoolColour): PoolColour {
  return colour === 'blue' ? 'green' : 'blue';
}

/**
 * While pools of two colours stand behind a balancer with listeners, each has listeners of its own on these ports, so that its
 * nodes are checked before they are needed. No flow leads to them.
 */
export const CHECKED_PORTS: Readonly<Record<PoolColour, { readonly plain: number; readonly tls: number }>> = {
  blue: { plain: 9080, tls: 9443 },
  green: { plain: 9180, tls: 9543 },
};

/** The state of both pools while one release of Kong takes the place of another. */
export interface UpgradeStage {
  /**
   * Pool of the release that leaves. `held`: no node of it is started, replaced or taken away. `cut`: and none reaches the
   * datastore, so that it serves what it has in its caches.
   */
  readonly leaving: 'well' | 'held' | 'cut';
  /** Pool of the release that comes: none yet, one node in each datacenter, or as many nodes as the other pool. */
  readonly coming: 'none' | 'one' | 'full';
  /** True if the balancer knows the pool that comes, whether it sends clients there or not. */
  readonly balanced: boolean;
  /** Pool that clients are sent to. */
  readonly serves: 'leaving' | 'coming';
  /** True if the migrations job is of the release that comes. */
  readonly migrated: boolean;
}

const BESIDE: UpgradeStage = { leaving: 'well', coming: 'full', balanced: true, serves: 'leaving', migrated: true };
const WITHDRAWN: UpgradeStage = { ...BESIDE, coming: 'none', balanced: false };
const HELD: UpgradeStage = { leaving: 'held', coming: 'none', balanced: false, serves: 'leaving', migrated: false };

/**
 * The stages of each strategy in order, each a state of the spec that can be applied. `withdrawn` stands apart: the pool that
 * came is taken away again. The stages of `cut` are the six steps of Kong's implementation checklist for major releases.
 */
export const UPGRADE_STAGES = {
  'blue-green': {
    beside: BESIDE,
    switched: { ...BESIDE, serves: 'coming' },
    withdrawn: WITHDRAWN,
  },
  cut: {
    held: HELD,
    cut: { ...HELD, leaving: 'cut' },
    migrated: { ...HELD, leaving: 'cut', coming: 'one', migrated: true },
    filled: { ...BESIDE, leaving: 'cut' },
    switched: { ...BESIDE, leaving: 'cut', serves: 'coming' },
    withdrawn: WITHDRAWN,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, UpgradeStage>>>>;

export type UpgradeStrategy = keyof typeof UPGRADE_STAGES;

/** A strategy and a stage of it. */
export type UpgradeState = {
  [S in UpgradeStrategy]: { readonly strategy: S; readonly stage: keyof (typeof UPGRADE_STAGES)[S] };
}[UpgradeStrategy];

/** Returns the stages of a strategy in order, `withdrawn` left out. */
export function stagesOf(strategy: UpgradeStrategy): readonly string[] {
  return Object.keys(UPGRADE_STAGES[strategy]).filter((stage) => stage !== 'withdrawn');
}

/** Returns the meaning of a stage. */
export function stageOf({ strategy, stage }: { readonly strategy: string; readonly stage: string }): UpgradeStage {
  const strategies: Readonly<Record<string, Readonly<Record<string, UpgradeStage>>>> = UPGRADE_STAGES;
  const meaning = strategies[strategy]?.[stage];
  if (!meaning) throw new Error(`strategy ${strategy} has no stage ${stage}`);
  return meaning;
}

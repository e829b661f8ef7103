const BLOCK_BYTES = 1024 * 1024;

/** Where a stored item's bytes lie. */
export interface Place {
  readonly block: Block;
  readonly offset: number;
}

export interface Block {
  readonly bytes: Buffer;
  /** Of the same bytes: reads and writes numbers at a fraction of what Buffer's methods cost. */
  readonly view: DataView;
  used: number;
  /** Bytes of bookkeeping for the items, counted so that many tiny items fill the ring as well. */
  weight: number;
  items: number[];
}

/**
 * Bytes in large blocks, oldest block given up first. Bounded by bytes, not by count: blocks are reused, so a full ring
 * allocates nothing and leaves nothing to the garbage collector.
 */
export class ByteRing {
  readonly maxBlocks: number;
  private readonly blocks: Block[] = [];
  private readonly itemWeight: number;
  private readonly evicted: (items: readonly number[]) => void;

  constructor(limitBytes: number, itemWeight: number, evicted: (items: readonly number[]) => void) {
    this.maxBlocks = Math.max(2, Math.floor(limitBytes / BLOCK_BYTES));
    this.itemWeight = itemWeight;
    this.evicted = evicted;
  }

  /** Makes room for `length` bytes of item number `item`, giving up the oldest block where the ring is full. */
  reserve(item: number, length: number): Place {
    let block = this.blocks.at(-1);
    if (!block || !this.fits(block, length)) block = this.nextBlock(length);
    const offset = block.used;
    block.used += length;
    block.weight += this.itemWeight;
    block.items.push(item);
    return { block, offset };
  }

  /** The item is no longer what lies here: its bytes go with their block, unheard. */
  release(item: number): void {
    const block = this.blocks.findLast(({ items }) => items.includes(item));
    if (block) block.items = block.items.filter(other => other !== item);
  }

  clear(): void {
    this.blocks.length = 0;
  }

  private fits(block: Block, length: number): boolean {
    return block.used + length <= block.bytes.length && block.weight + this.itemWeight <= BLOCK_BYTES;
  }

  private nextBlock(length: number): Block {
    const size = Math.max(BLOCK_BYTES, length);
    const spare = this.giveUp(size);
    const bytes = spare !== null && spare.length === size ? spare : Buffer.allocUnsafeSlow(size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const block: Block = { bytes, view, used: 0, weight: 0, items: [] };
    this.blocks.push(block);
    return block;
  }

  /**
   * Gives up old blocks until one of `size` bytes fits, reckoning that its items will weigh what the last block's do;
   * returns the last one's memory for reuse.
   */
  private giveUp(size: number): Buffer | null {
    const expected = size + (this.blocks.at(-1)?.weight ?? 0);
    let held = this.blocks.reduce((sum, block) => sum + block.bytes.length + block.weight, 0);
    let spare: Buffer | null = null;
    // the block before stays, however little is allowed: what was recorded last must be there to look at
    while (this.blocks.length > 1 && held + expected > this.maxBlocks * BLOCK_BYTES) {
      const oldest = this.blocks.shift();
      if (!oldest) break;
      held -= oldest.bytes.length + oldest.weight;
      this.evicted(oldest.items);
      spare = oldest.bytes;
    }
    return spare;
  }
}

/** What happens to databases, told after it is stored. `by` is null for the operator. */
export interface DatabaseEvents {
  'database.added': Owned & { name: string };
  'database.renamed': Owned & { name: string };
  'database.removed': Owned;
  /** Somebody's questions go there from now on. */
  'database.selected': Owned;
  'database.reconnected': Owned;
  /** An owner took the risk of a login that may do more than read. */
  'database.grantsAccepted': Owned & { rights: readonly string[] };
  'database.status': { databaseId: number; status: 'ok' | 'failing'; code: string | null };
  /** Its schema, or what its owner says about it, is another than before. */
  'database.changed': { databaseId: number };
  /** Somebody was not content with an answer. */
  'case.opened': { organizationId: number | null };
}

interface Owned {
  databaseId: number;
  organizationId: number | null;
  by: number | null;
}

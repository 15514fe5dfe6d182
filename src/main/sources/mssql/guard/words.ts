import { forbiddenWords } from '../../guard/statement.ts';
import { words } from '../../guard/words.ts';

/** Reserved words that no query holds unquoted, and why each is refused. */
export const forbidden = forbiddenWords({
  write:
    'INSERT UPDATE DELETE MERGE TRUNCATE INTO CREATE ALTER DROP GRANT REVOKE DENY BULK WRITETEXT UPDATETEXT READTEXT ADD IDENTITY_INSERT',
  execute:
    'EXEC EXECUTE PROC PROCEDURE PRINT RAISERROR RETURN GOTO WHILE IF BREAK CONTINUE CURSOR OPEN CLOSE',
  session:
    'SET USE DECLARE BEGIN COMMIT ROLLBACK SAVE TRAN TRANSACTION REVERT SETUSER RECONFIGURE CHECKPOINT KILL SHUTDOWN DBCC BACKUP RESTORE LOAD DUMP DEALLOCATE LINENO STATISTICS USER SESSION_USER SYSTEM_USER CURRENT_USER ROWCOUNT',
  sleep: 'WAITFOR',
  lock: 'HOLDLOCK READ',
  remote: 'OPENROWSET OPENQUERY OPENDATASOURCE OPENXML',
  not_query:
    'AUTHORIZATION CASCADE CHECK CLUSTERED COLUMN COMPUTE CONSTRAINT DATABASE DISK DISTRIBUTED ERRLVL EXIT EXTERNAL FILE FILLFACTOR FOREIGN FUNCTION IDENTITYCOL KEY NATIONAL NOCHECK NONCLUSTERED OFFSETS PLAN PRIMARY PUBLIC REFERENCES REPLICATION RESTRICT ROWGUIDCOL RULE SCHEMA SECURITYAUDIT SEMANTICKEYPHRASETABLE SEMANTICSIMILARITYDETAILSTABLE SEMANTICSIMILARITYTABLE TABLE TEXTSIZE TRIGGER TSEQUAL UNIQUE VARYING VIEW',
});

/** Not reserved, but they begin statements: refused where an alias without AS could stand. */
export const statementStarts = words('THROW SEND RECEIVE GET MOVE ENABLE DISABLE COPY RENAME');

/** Table hints that read as they are told and lock nothing out. */
export const harmlessHints = words(
  'NOLOCK READUNCOMMITTED READCOMMITTED READPAST NOWAIT SNAPSHOT NOEXPAND FORCESEEK FORCESCAN',
);

export const lockingHints = words(
  'XLOCK UPDLOCK TABLOCK TABLOCKX HOLDLOCK SERIALIZABLE REPEATABLEREAD PAGLOCK ROWLOCK',
  'READCOMMITTEDLOCK KEEPIDENTITY KEEPDEFAULTS IGNORE_CONSTRAINTS IGNORE_TRIGGERS',
);

/** What OPTION (…) may say: choices of plan, and bounds. */
export const queryOptions = words(
  'HASH ORDER GROUP CONCAT MERGE UNION LOOP JOIN EXPAND VIEWS FAST FORCE KEEP PLAN KEEPFIXED',
  'IGNORE_NONCLUSTERED_COLUMNSTORE_INDEX MAX_GRANT_PERCENT MIN_GRANT_PERCENT MAXDOP MAXRECURSION',
  'NO_PERFORMANCE_SPOOL OPTIMIZE FOR UNKNOWN PARAMETERIZATION SIMPLE FORCED QUERYTRACEON RECOMPILE',
  'ROBUST USE HINT LABEL',
);

/** What FOR may begin in a query; FOR UPDATE belongs to cursors. */
export const forClauses = words('XML JSON BROWSE SYSTEM_TIME PATH');

/** Views of the server's catalogue that older versions kept in every schema. */
export const compatibilityViews = words(
  'sysaltfiles syscacheobjects syscharsets syscolumns syscomments sysconfigures sysconstraints',
  'syscurconfigs syscursorcolumns syscursorrefs syscursors syscursortables sysdatabases sysdepends',
  'sysdevices sysfilegroups sysfiles sysfiles1 sysforeignkeys sysfulltextcatalogs',
  'sysfulltextnotify sysindexes sysindexkeys syslanguages syslockinfo syslocks syslogins sysmembers',
  'sysmessages sysobjects sysoledbusers sysopentapes sysperfinfo syspermissions sysprocesses',
  'sysprotects sysreferences sysremote_catalogs sysremote_columns sysremotelogins sysservers',
  'systypes sysusers sysxlogins sysjobs sysjobsteps sysjobhistory sysproxies sysdtspackages',
  'sysssispackages sysmail_account sysmail_server sysoperators sysalerts sysdac_instances',
  'spt_values spt_monitor spt_fallback_db',
);

export const systemDatabases = words('master msdb tempdb model mssqlsystemresource distribution');

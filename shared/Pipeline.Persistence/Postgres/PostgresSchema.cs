namespace Pipeline.Persistence.Postgres;

/// <summary>What EF Core can't say: the ledger's clock, and the timeline partitioned by month.</summary>
internal static class PostgresSchema
{
    /// <summary>The only clock that leases and due times are judged by. Tests replace it by one with an offset.</summary>
    public const string Clock = "CREATE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()';";

    /// <summary>The timeline. What no partition is there for lands in the default one, so nothing is ever refused.</summary>
    public const string RecordMoves = """
        CREATE SEQUENCE record_moves_id_seq;
        CREATE TABLE record_moves (
            id bigint NOT NULL DEFAULT nextval('record_moves_id_seq'),
            at timestamptz NOT NULL,
            record_id uuid NOT NULL,
            process_id uuid NOT NULL,
            from_status smallint,
            to_status smallint NOT NULL,
            moved_by varchar(100) NOT NULL,
            trace_id varchar(32),
            note text,
            CONSTRAINT pk_record_moves PRIMARY KEY (id, at)
        ) PARTITION BY RANGE (at);
        ALTER SEQUENCE record_moves_id_seq OWNED BY record_moves.id;
        CREATE TABLE record_moves_default PARTITION OF record_moves DEFAULT;
        CREATE FUNCTION make_record_moves_partitions() RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            month timestamptz;
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('record_moves_partitions'));
            FOR month IN SELECT generate_series(date_trunc('month', now(), 'UTC'), date_trunc('month', now(), 'UTC') + interval '2 months', interval '1 month') LOOP
                IF to_regclass('record_moves_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM')) IS NULL
                    AND NOT EXISTS (SELECT 1 FROM record_moves_default d WHERE d.at >= month AND d.at < month + interval '1 month') THEN
                    EXECUTE format(
                        'CREATE TABLE %I PARTITION OF record_moves FOR VALUES FROM (%L) TO (%L)',
                        'record_moves_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'), month, month + interval '1 month');
                END IF;
            END LOOP;
        END $$;
        """;
}

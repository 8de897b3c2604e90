//! Parquet: types, nested columns, row groups, and files that are broken in every place.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, FixedLenByteArrayType, Int32Type, Int64Type, Int96Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::{Whole, gzip, read_as, read_input, read_with};
use crate::{CauseKind, Field, ReadSettings};

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// A file of this schema, its row groups each written by `write`.
fn made(schema: &str, compression: Compression, groups: &[&dyn Fn(&mut Group<'_>)]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties =
        WriterProperties::builder().set_compression(compression).set_data_page_row_count_limit(3);
    let properties = properties.set_write_batch_size(1).build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a file");
    for write in groups {
        let mut group = file.next_row_group().expect("a group");
        write(&mut group);
        group.close().expect("closed");
    }
    file.into_inner().expect("written")
}

fn column<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
    repetitions: Option<&[i16]>,
) {
    let mut writer = group.next_column().expect("a column").expect("one more");
    writer.typed::<T>().write_batch(values, levels, repetitions).expect("written");
    writer.close().expect("closed");
}

fn words(list: &[&str]) -> Vec<ByteArray> {
    list.iter().map(|words| ByteArray::from(*words)).collect()
}

const PLAIN: &str =
    "message m { required binary id (UTF8); optional binary content (UTF8); optional int32 date (DATE); }";

/// Three row groups of five articles each.
fn plain(compression: Compression) -> Vec<u8> {
    let group = |from: i32| {
        move |group: &mut Group<'_>| {
            let ids: Vec<String> = (from..from + 5).map(|n| format!("a{n}")).collect();
            let texts: Vec<String> =
                (from..from + 5).map(|n| format!("Article {n} of the day, على مهل.")).collect();
            column::<ByteArrayType>(
                group,
                &words(&ids.iter().map(String::as_str).collect::<Vec<_>>()),
                None,
                None,
            );
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            column::<ByteArrayType>(group, &words(&texts), Some(&[1; 5]), None);
            let days: Vec<i32> = (from..from + 5).map(|n| 17_700 + n).collect();
            column::<Int32Type>(group, &days, Some(&[1; 5]), None);
        }
    };
    made(PLAIN, compression, &[&group(0), &group(5), &group(10)])
}

#[test]
fn rows_are_documents_in_every_compression() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::ZSTD(Default::default()),
    ] {
        let whole = read_as("a.parquet", plain(compression));
        assert_eq!(whole.documents.len(), 15, "{compression}: {:?}", whole.rejects);
        assert_eq!(whole.documents[14].id, "a14");
        assert_eq!(whole.documents[14].text, "Article 14 of the day, على مهل.");
        assert_eq!(whole.documents[14].date.expect("a date").to_string(), "2018-07-02");
        assert_eq!(
            whole.documents.iter().map(|document| document.position).collect::<Vec<_>>(),
            Vec::from_iter(1..=15)
        );
    }
}

#[test]
fn from_a_stream_and_compressed_once_more_it_is_the_same() {
    let bytes = plain(Compression::SNAPPY);
    let ids = |whole: Whole| whole.documents.iter().map(|document| document.id.clone()).collect::<Vec<_>>();
    let straight = ids(read_as("a.parquet", &bytes));
    assert_eq!(ids(read_input(&bytes)), straight);
    assert_eq!(ids(read_as("a.parquet.gz", gzip(&bytes))), straight);
    assert_eq!(ids(read_as("no-ending", &bytes)), straight);
}

#[test]
fn nulls_lists_objects_and_moments() {
    let schema = "message m {
        optional group authors (LIST) { repeated group list { optional binary element (UTF8); } }
        optional group source { optional binary name (UTF8); optional binary id (UTF8); }
        optional int64 date_published (TIMESTAMP(MICROS,false));
        optional int96 crawled;
        required fixed_len_byte_array(16) uuid (UUID);
        required group text (LIST) { repeated group list { required binary element (UTF8); } }
        required boolean paid;
    }";
    let bytes = made(
        schema,
        Compression::SNAPPY,
        &[&|group| {
            // Rows: two authors and a null, none, an empty list.
            column::<ByteArrayType>(
                group,
                &words(&["Huda", "رامي"]),
                Some(&[3, 2, 3, 0, 1]),
                Some(&[0, 1, 1, 0, 0]),
            );
            column::<ByteArrayType>(group, &words(&["The Post", "B"]), Some(&[2, 0, 2]), None);
            column::<ByteArrayType>(group, &words(&["post-1"]), Some(&[2, 1, 1]), None);
            let second = 1_530_786_896_i64;
            column::<Int64Type>(
                group,
                &[second * 1_000_000 + 5, 17_717 * 86_400_000_000],
                Some(&[1, 1, 0]),
                None,
            );
            column::<Int96Type>(group, &[], Some(&[0, 0, 0]), None);
            let uuid: Vec<_> = (0..3u8).map(|n| ByteArray::from(vec![n; 16]).into()).collect();
            column::<FixedLenByteArrayType>(group, &uuid, None, None);
            let texts = words(&["First paragraph.", "الثانية.", "Alone.", "x"]);
            column::<ByteArrayType>(group, &texts, Some(&[1, 1, 1, 1]), Some(&[0, 1, 0, 0]));
            column::<parquet::data_type::BoolType>(group, &[true, false, true], None, None);
        }],
    );
    let whole = read_as("a.parquet", bytes);
    assert_eq!(whole.rejects, []);
    let [first, second, third] = &whole.documents[..] else { panic!("three rows") };
    assert_eq!(first.author.as_deref(), Some("Huda, رامي"));
    assert_eq!(first.outlet.as_deref(), Some("The Post"));
    assert_eq!(first.date.expect("a date").to_string(), "2018-07-05T10:34:56");
    assert_eq!(first.id, "00000000-0000-0000-0000-000000000000");
    assert_eq!(first.text, "First paragraph.\nالثانية.");
    assert_eq!((second.author.as_deref(), second.outlet.as_deref()), (None, None));
    assert_eq!(second.date.expect("a date").to_string(), "2018-07-05", "midnight is a day");
    assert_eq!((third.author.as_deref(), third.date), (None, None));
    assert_eq!(third.outlet.as_deref(), Some("B"));
}

#[test]
fn columns_may_be_named_and_a_missing_one_is_told() {
    let bytes = made(
        "message m { required binary wire (UTF8); required int32 number; }",
        Compression::UNCOMPRESSED,
        &[&|group| {
            column::<ByteArrayType>(group, &words(&["Talks ended.", " "]), None, None);
            column::<Int32Type>(group, &[7, 8], None, None);
        }],
    );
    let whole = read_as("a.parquet", &bytes);
    assert_eq!(whole.faults(), [("file".to_owned(), CauseKind::NoColumn)]);
    assert!(whole.rejects[0].to_string().contains("\"wire\", \"number\""), "{}", whole.rejects[0]);
    let mut settings = ReadSettings::default();
    settings.fields.insert(Field::Text, "wire".into());
    settings.fields.insert(Field::Id, "number".into());
    let whole = read_with("a.parquet", &bytes, settings);
    assert_eq!((whole.ids(), whole.texts()), (vec!["7"], vec!["Talks ended."]));
    assert_eq!(whole.faults(), [("row 2".to_owned(), CauseKind::NoText)]);
    assert_eq!(whole.rejects[0].record.as_deref(), Some(r#"{"number":"8","wire":" "}"#));
}

#[test]
fn what_is_no_utf_8_is_that_row_alone() {
    let texts = vec![ByteArray::from("good"), ByteArray::from(vec![b'x', 0xff]), ByteArray::from("good too")];
    let bytes = made(
        "message m { required binary text; }",
        Compression::UNCOMPRESSED,
        &[&|group| {
            column::<ByteArrayType>(group, &texts, None, None);
        }],
    );
    let whole = read_as("a.parquet", bytes);
    assert_eq!(whole.texts(), ["good", "good too"]);
    assert_eq!(whole.faults(), [("row 2".to_owned(), CauseKind::BadUtf8)]);
}

#[test]
fn a_file_cut_anywhere_is_one_reject() {
    let bytes = plain(Compression::SNAPPY);
    for cut in 0..bytes.len() {
        let whole = read_as("a.parquet", &bytes[..cut]);
        assert_eq!((whole.documents.len(), whole.rejects.len()), (0, 1), "cut at {cut}");
        assert_eq!(whole.rejects[0].cause.kind(), CauseKind::Damaged, "{}", whole.rejects[0]);
    }
}

/// No record is lost without a word: of fifteen rows each is a document or told as left out, whatever byte is wrong.
#[test]
fn a_wrong_byte_anywhere_is_a_fault_of_the_file_and_no_panic() {
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        let bytes = plain(compression);
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= [0x01, 0x80, 0xff][at % 3];
            read_as("a.parquet", wrong);
        }
    }
}

#[test]
fn rows_before_a_broken_page_and_groups_behind_it_are_kept() {
    let bytes = plain(Compression::UNCOMPRESSED);
    // The text of the second group's third page is told to be longer than its page.
    let needle = "Article 8 of".as_bytes();
    let at = bytes.windows(needle.len()).position(|window| window == needle).expect("it is there");
    let mut wrong = bytes.clone();
    wrong[at - 1] = 0x7f;
    let whole = read_as("a.parquet", wrong);
    assert_eq!(whole.rejects.len(), 1);
    assert!(whole.rejects[0].to_string().contains("row"), "{}", whole.rejects[0]);
    let ids = whole.ids();
    assert!(
        ids.contains(&"a0") && ids.contains(&"a4") && ids.contains(&"a10") && ids.contains(&"a14"),
        "{ids:?}"
    );
    assert!(!ids.contains(&"a8"));
}

/// As many rows of one column of texts, which may be null, as there are levels.
fn texts(compression: Compression, values: &[ByteArray], levels: &[i16]) -> Vec<u8> {
    let schema =
        Arc::new(parse_message_type("message m { optional binary text (UTF8); }").expect("a schema"));
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_data_page_row_count_limit(usize::MAX)
        .set_write_batch_size(levels.len())
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a file");
    let mut group = file.next_row_group().expect("a group");
    column::<ByteArrayType>(&mut group, values, Some(levels), None);
    group.close().expect("closed");
    file.into_inner().expect("written")
}

#[test]
fn bombs_are_told_with_their_column_and_stopped() {
    // A page that unpacks to a hundred megabytes.
    let long = ByteArray::from(vec![b'a'; 100 << 20]);
    let page = texts(Compression::ZSTD(Default::default()), &[long], &[1]);
    // A text that stands once, and in every row.
    let text = ByteArray::from("A line of words, and one more.\n".repeat(1 << 15).as_str());
    let dictionary = texts(Compression::ZSTD(Default::default()), &vec![text; 300], &[1; 300]);
    // Rows that take no room.
    let rows = texts(Compression::SNAPPY, &[], &vec![0; 3 << 20]);
    for (bytes, kept, said) in [
        (page, 0, "row 1: broken Parquet: column \"text\": a page unpacks to more than 500 times its size"),
        (dictionary, 50, "column \"text\": its values unpack to more than 500 times the size of the file"),
        (rows, 0, "row 1: broken Parquet: more rows than its bytes can hold; 3145728 rows are left out"),
    ] {
        assert!(bytes.len() < 200_000, "{} bytes for {said}", bytes.len());
        let whole = read_as("a.parquet", bytes);
        let [reject] = &whole.rejects[..] else { panic!("one reject: {:?}", whole.faults()) };
        assert!(reject.to_string().contains(said), "{reject}");
        assert_eq!(reject.cause.kind(), CauseKind::Damaged);
        assert!(whole.documents.len() >= kept, "{}", whole.documents.len());
    }
}

/// A list in a page's header that claims two billion members, which the format's library would pass over one by one.
#[test]
fn a_header_that_claims_a_long_list_is_broken() {
    let mut bytes = texts(Compression::UNCOMPRESSED, &words(&["Talks ended."]), &[1]);
    // The header begins behind the file's mark with the kind of the page, field 1.
    assert_eq!(bytes[4], 0x15);
    bytes[4..11].copy_from_slice(&[0x19, 0xf7, 0xff, 0xff, 0xff, 0xff, 7]);
    let whole = read_as("a.parquet", bytes);
    assert_eq!(whole.faults(), [("row 1".to_owned(), CauseKind::Damaged)]);
    let said = whole.rejects[0].to_string();
    assert!(said.contains("column \"text\": a broken page header"), "{said}");
}

/// Where the library cannot read a page it leaves zeros and strings that panic when they are looked at.
#[test]
fn a_page_that_cannot_be_read_leaves_nothing_behind() {
    let schema = "message m { required binary text (UTF8); required int32 id; }";
    let bytes = made(
        schema,
        Compression::UNCOMPRESSED,
        &[&|group| {
            column::<ByteArrayType>(group, &words(&["Talks ended."; 5]), None, None);
            column::<Int32Type>(group, &[7001, 7002, 7003, 7004, 7005], None, None);
        }],
    );
    // The indices of the numbers' second page lead behind the dictionary, or are cut.
    let mut seen = 0;
    for at in 0..bytes.len() {
        for to in [0x00, 0x07, 0xff] {
            let mut wrong = bytes.clone();
            wrong[at] = to;
            let whole = read_as("a.parquet", &wrong);
            let zeros = whole.documents.iter().filter(|document| document.id == "0").count();
            seen += usize::from(!whole.documents.is_empty() && !whole.rejects.is_empty());
            assert_eq!(zeros, 0, "byte {at} made {to}");
        }
    }
    assert!(seen > 0, "some rows are kept where others are broken");
}

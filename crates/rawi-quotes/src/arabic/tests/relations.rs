//! Whose name it is: relatives, lawyers, spokesmen, and two bearers of one family name.

use super::sources::entities;

#[track_caller]
fn first(text: &str) -> String {
    entities(text).into_iter().next().unwrap_or_default()
}

#[test]
fn a_name_after_a_relation_is_of_another() {
    for source in [
        "محامي سمير الحلواني",
        "زوجة الوزير سمير الحلواني",
        "عائلة سمير الحلواني",
        "أحد أنصار سمير الحلواني",
        "قائد عسكري موال للرئيس سمير الحلواني",
        "متحدث باسم سمير",
        "مسؤول في حملة سمير الحلواني",
        "مستشار للرئيس سمير الحلواني",
    ] {
        let text = format!("قال {source} إن الجسر جاهز.");
        assert_eq!(first(&text), source);
    }
}

#[test]
fn the_name_behind_the_other_is_his_own() {
    for source in [
        "محامي سمير الحلواني، ماهر النجار،",
        "مساعد سمير الحلواني السابق، ماهر النجار،",
        "محامي ترامب ماهر النجار",
        "محاميه ماهر النجار",
        "المتحدث باسم الوزير ماهر النجار",
        "مساعد ماهر النجار",
    ] {
        let own = if source.starts_with("مساعد ماهر") { source } else { "ماهر النجار" };
        let text = format!("قال {source} إن الجسر جاهز.");
        assert_eq!(first(&text), own, "{source}");
    }
}

#[test]
fn the_document_says_who_bears_the_title() {
    let own = "وصل الرئيس فهد الحلواني إلى الميناء.\nقال صهر الرئيس ماهر النجار إن الجسر جاهز.";
    assert_eq!(first(own), "ماهر النجار");
    let other = "وصل الرئيس فهد الحلواني إلى الميناء.\nقال المتحدث باسم الرئيس فهد الحلواني إن الجسر جاهز.";
    assert_eq!(first(other), "المتحدث باسم الرئيس فهد الحلواني");
    // A name of the other gender is her own.
    assert_eq!(first("قالت زوجة الوزير مريم الحلواني إن الجسر جاهز."), "مريم الحلواني");
    // Two titles one inside the other do not go round in circles.
    let nested = "قال مستشار رئيس مكتب رئيس مستشار رئيس فهد الحلواني إن الجسر جاهز.\nقال محامي رئيس محامي رئيس فهد الحلواني إنه غائب.";
    assert!(!entities(nested).is_empty());
}

#[test]
fn the_other_is_named_in_the_document_nonetheless() {
    let text = "قال محامي الوزير سمير الحلواني إن الجسر جاهز.\nوقال الحلواني إن النفق مغلق.";
    assert_eq!(entities(text), ["محامي الوزير سمير الحلواني", "سمير الحلواني"]);
}

#[test]
fn two_bearers_of_a_family_name() {
    let couple = "وصل المهندس فهد الحلواني.\nووصلت الوزيرة مريم الحلواني.";
    let she = format!("{couple}\nوقالت الحلواني إن الجسر جاهز.");
    assert_eq!(first(&she), "مريم الحلواني");
    let he = format!("{couple}\nوقال الحلواني إن الجسر جاهز.");
    assert_eq!(first(&he), "فهد الحلواني");
    let brothers = "وصل المهندس فهد الحلواني.\nووصل المهندس سمير الحلواني.\nوقال الحلواني إن الجسر جاهز.\nوعاد المهندس فهد الحلواني.";
    assert_eq!(first(brothers), "سمير الحلواني");
}

#[test]
fn a_body_is_no_woman_and_a_year_no_name() {
    let text = "قالت سلمى الحداد رئيسة الأكاديمية إن الحفل جاهز.\nوقالت الأكاديمية إن الجائزة ألغيت.";
    assert_eq!(entities(text), ["سلمى الحداد", "الأكاديمية"]);
    let text = "أعلن الاتحاد الدولي لكرة اليد أن البطولة ألغيت.";
    assert_eq!(first(text), "الاتحاد الدولي لكرة اليد");
}

#[test]
fn the_titled_man_who_spoke_is_meant_rather_than_one_without_a_name() {
    let text = "قالت سلمى الحداد إن الميناء مغلق.\nوقال محامي سمير إن الجسر جاهز.\nوقال ماهر النجار إن النفق مغلق.\nوقال المحامي إنه غائب.";
    assert_eq!(entities(text), ["سلمى الحداد", "محامي سمير", "ماهر النجار", "ماهر النجار"]);
}

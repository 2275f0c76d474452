//! `dateline export --graph`: actors and whom they meet, for programs that draw and measure networks.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::arguments::{Export, GraphForm};
use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::Out;
use super::search;
use crate::library::{Graph, Upto};
use crate::model::ArticlesAt;

/// Actors of a graph where no limit is given.
const ACTORS: usize = 200;

/// Runs it.
pub(super) fn run(export: &Export, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    search::needs(&export.query)?;
    let corpus = context.open(Upto::Actors, out)?;
    let at = ArticlesAt {
        query: export.query.clone(),
        ..ArticlesAt::default()
    };
    let most = context.shared.limit.unwrap_or(ACTORS);
    let graph = corpus.library.graph(&at, most, &corpus.cancel)?;
    if graph.actors.is_empty() {
        return Ok(NOTHING);
    }
    let written = match export.graph {
        GraphForm::Graphml => graphml(&graph),
        GraphForm::Dot => Ok(dot(&graph)),
        GraphForm::Csv => csv(&graph),
    };
    let written = written.map_err(|error| Fault::Unread(error.to_string()))?;
    for line in written.lines() {
        out.line(line)?;
    }
    Ok(corpus.status)
}

fn graphml(graph: &Graph) -> io::Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let keys = [
        ("name", "node", "string"),
        ("kind", "node", "string"),
        ("articles", "node", "int"),
        ("weight", "edge", "int"),
    ];
    let root = writer
        .create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|writer| {
        for (id, of, kind) in keys {
            let key = writer.create_element("key").with_attributes([
                ("id", id),
                ("for", of),
                ("attr.name", id),
                ("attr.type", kind),
            ]);
            key.write_empty()?;
        }
        let whole = writer
            .create_element("graph")
            .with_attribute(("edgedefault", "undirected"));
        whole.write_inner_content(|writer| inside(writer, graph))?;
        Ok(())
    })?;
    String::from_utf8(writer.into_inner()).map_err(io::Error::other)
}

fn inside(writer: &mut Writer<Vec<u8>>, graph: &Graph) -> io::Result<()> {
    fn data(writer: &mut Writer<Vec<u8>>, key: &str, value: &str) -> io::Result<()> {
        let data = writer.create_element("data").with_attribute(("key", key));
        data.write_text_content(BytesText::new(value)).map(drop)
    }
    for (place, node) in graph.actors.iter().enumerate() {
        let id = format!("n{place}");
        let element = writer.create_element("node");
        element
            .with_attribute(("id", id.as_str()))
            .write_inner_content(|writer| {
                data(writer, "name", &node.name)?;
                data(writer, "kind", node.kind.word())?;
                data(writer, "articles", &node.articles.to_string())
            })?;
    }
    for edge in &graph.edges {
        let (one, other) = (format!("n{}", edge.one), format!("n{}", edge.other));
        let element = writer.create_element("edge");
        element
            .with_attributes([("source", one.as_str()), ("target", other.as_str())])
            .write_inner_content(|writer| data(writer, "weight", &edge.articles.to_string()))?;
    }
    Ok(())
}

fn dot(graph: &Graph) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = "graph actors {\n".to_owned();
    for (place, node) in graph.actors.iter().enumerate() {
        text.push_str(&format!(
            "  n{place} [label={}, kind={}, articles={}];\n",
            quoted(&node.name),
            node.kind.word(),
            node.articles
        ));
    }
    for edge in &graph.edges {
        text.push_str(&format!(
            "  n{} -- n{} [weight={}];\n",
            edge.one, edge.other, edge.articles
        ));
    }
    text.push_str("}\n");
    text
}

fn csv(graph: &Graph) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["one", "other", "articles", "one_kind", "other_kind"])?;
    for edge in &graph.edges {
        let (Some(one), Some(other)) = (graph.actors.get(edge.one), graph.actors.get(edge.other))
        else {
            continue;
        };
        let articles = edge.articles.to_string();
        let kinds = [one.kind.word(), other.kind.word()];
        writer.write_record([&one.name, &other.name, &articles, kinds[0], kinds[1]])?;
    }
    let bytes = writer.into_inner().map_err(io::Error::other)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Edge, Node};
    use crate::model::ActorKind;

    fn graph() -> Graph {
        let node = |name: &str, articles| Node {
            name: name.to_owned(),
            kind: ActorKind::Person,
            articles,
        };
        Graph {
            actors: vec![node("Ana \"Nan\" <Lima>, Jr", 4), node("Bo", 2)],
            edges: vec![Edge {
                one: 0,
                other: 1,
                articles: 2,
            }],
        }
    }

    #[test]
    fn names_are_quoted_in_every_form() {
        let xml = graphml(&graph()).expect("it is written");
        assert!(
            xml.contains("Ana &quot;Nan&quot; &lt;Lima&gt;, Jr"),
            "{xml}"
        );
        assert!(xml.contains("<data key=\"weight\">2</data>"), "{xml}");
        assert!(dot(&graph()).contains("n0 [label=\"Ana \\\"Nan\\\" <Lima>, Jr\""));
        let lines = csv(&graph()).expect("it is written");
        assert_eq!(
            lines,
            "one,other,articles,one_kind,other_kind\n\"Ana \"\"Nan\"\" <Lima>, Jr\",Bo,2,person,person\n"
        );
    }
}

//! The document tree that html5ever builds: nodes in one vector, named by their index, so that neither building,
//! walking nor dropping a deep tree needs the stack.

use std::cell::{Ref, RefCell};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

/// Index of a node in its tree.
pub(super) type NodeId = usize;

/// What a node is.
pub(super) enum Node {
    /// An element, by its local name.
    Element { tag: String, attributes: Vec<(String, String)> },
    /// A text node.
    Text(String),
    /// The document, a comment, a processing instruction.
    Other,
}

struct Slot {
    node: Node,
    name: Option<QualName>,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
}

/// A parsed document.
pub(super) struct Tree {
    slots: Vec<Slot>,
}

/// Parses a document, as a browser with scripts does; any text gives a tree.
pub(super) fn parse(html: &str) -> Tree {
    let root = Slot { node: Node::Other, name: None, parent: None, children: Vec::new() };
    let sink = Sink { slots: RefCell::new(vec![root]) };
    parse_document(sink, ParseOpts::default()).one(html)
}

impl Tree {
    /// The document itself.
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.slots[id].node
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.slots[id].parent
    }

    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.slots[id].children
    }

    pub(super) fn is_tag(&self, id: NodeId, name: &str) -> bool {
        matches!(self.node(id), Node::Element { tag, .. } if tag == name)
    }

    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let Node::Element { attributes, .. } = self.node(id) else { return None };
        attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The text directly in an element.
    pub(super) fn text(&self, id: NodeId) -> String {
        let texts = self.children(id).iter().filter_map(|&c| match self.node(c) {
            Node::Text(data) => Some(data.as_str()),
            _ => None,
        });
        texts.collect()
    }
}

struct Sink {
    slots: RefCell<Vec<Slot>>,
}

impl Sink {
    fn add(&self, node: Node, name: Option<QualName>) -> NodeId {
        let mut slots = self.slots.borrow_mut();
        slots.push(Slot { node, name, parent: None, children: Vec::new() });
        slots.len() - 1
    }

    /// Puts a node or text into `parent` as its child number `at`. A text joins the text before it, as the standard says.
    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let mut slots = self.slots.borrow_mut();
                let before = at.checked_sub(1).map(|i| slots[parent].children[i]);
                if let Some(Node::Text(data)) = before.map(|b| &mut slots[b].node) {
                    data.push_str(&text);
                    return;
                }
                drop(slots);
                self.add(Node::Text(text.to_string()), None)
            }
        };
        let mut slots = self.slots.borrow_mut();
        slots[id].parent = Some(parent);
        let at = at.min(slots[parent].children.len());
        slots[parent].children.insert(at, id);
    }

    fn detach(&self, id: NodeId) {
        let mut slots = self.slots.borrow_mut();
        if let Some(parent) = slots[id].parent.take() {
            // What is moved is nearly always the last child: looked for from the end.
            if let Some(at) = slots[parent].children.iter().rposition(|&c| c == id) {
                slots[parent].children.remove(at);
            }
        }
    }
}

/// The name of an element that is borrowed from the sink.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Tree {
        Tree { slots: self.slots.into_inner() }
    }

    fn parse_error(&self, _: std::borrow::Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.slots.borrow(), |slots| {
            slots[*target].name.as_ref().expect("the parser asks the names of elements alone")
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let tag = name.local.to_ascii_lowercase().to_string();
        let attributes = attributes.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        self.add(Node::Element { tag, attributes }, Some(name))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Node::Other, None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Node::Other, None)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let end = self.slots.borrow()[*parent].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.slots.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        // A template is skipped with all that is in it, so its contents may stand in it.
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = child {
            self.detach(id);
        }
        let place = {
            let slots = self.slots.borrow();
            slots[*sibling].parent.and_then(|p| Some((p, slots[p].children.iter().rposition(|c| c == sibling)?)))
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, added: Vec<Attribute>) {
        if let Node::Element { attributes, .. } = &mut self.slots.borrow_mut()[*target].node {
            for attribute in added {
                let name = attribute.name.local.to_string();
                if attributes.iter().all(|(known, _)| *known != name) {
                    attributes.push((name, attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut slots = self.slots.borrow_mut();
        let moved = std::mem::take(&mut slots[*node].children);
        for &child in &moved {
            slots[child].parent = Some(*new_parent);
        }
        slots[*new_parent].children.extend(moved);
    }
}
